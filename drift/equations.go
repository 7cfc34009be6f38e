package drift

import "slices"

// equations is the normal equations of a small weighted least-squares problem: a matrix
// that is symmetric, and the right-hand side as one more column.
type equations [][]float64

func newEquations(size int) equations {
	n := make(equations, size)
	for i := range n {
		n[i] = make([]float64, size+1)
	}
	return n
}

// add adds an observation: factors of a few of the unknowns, which come to value.
func (n equations) add(weight, value float64, unknowns []int, factors []float64) {
	for a, i := range unknowns {
		for b, j := range unknowns {
			n[i][j] += weight * factors[a] * factors[b]
		}
		n[i][len(n)] += weight * factors[a] * value
	}
}

func (n equations) clone() equations {
	out := make(equations, len(n))
	for i := range n {
		out[i] = slices.Clone(n[i])
	}
	return out
}

// solve returns the unknowns; 0 for those of which nothing was observed.
func (n equations) solve() []float64 { return n.clone().eliminate() }

// inverse returns one row of the inverse of the matrix: where weights are 1 over variances,
// the covariances of that unknown with each.
func (n equations) inverse(row int) []float64 {
	work := n.clone()
	for i := range work {
		work[i][len(n)] = 0
	}
	work[row][len(n)] = 1
	return work.eliminate()
}

// eliminate is Gauss's and Jordan's elimination in place, in the order of the unknowns: no
// pivots have to be looked for in a matrix like this, which has no negative eigenvalues.
// Unknowns of which nothing was observed come out as 0, and those that have nothing in
// common cost nothing.
func (n equations) eliminate() []float64 {
	out := make([]float64, len(n))
	observed := make([]float64, len(n))
	for i := range n {
		observed[i] = n[i][i]
	}
	for p := range n {
		if n[p][p] <= 1e-13*observed[p] {
			continue
		}
		for i := range n {
			if factor := n[i][p] / n[p][p]; i != p && factor != 0 {
				n.subtract(i, p, factor)
			}
		}
	}
	for i := range n {
		if n[i][i] > 1e-13*observed[i] {
			out[i] = n[i][len(n)] / n[i][i]
		}
	}
	return out
}

// subtract takes a multiple of a row off another, from the column on that has the pivot.
func (n equations) subtract(row, pivot int, factor float64) {
	to, from := n[row][pivot:], n[pivot][pivot:]
	for j := range to {
		to[j] -= factor * from[j]
	}
}
