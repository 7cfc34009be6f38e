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

// eliminate is Gauss's and Jordan's elimination in place, with the largest element of the
// diagonal as pivot: no other is needed for a matrix like this, which has no negative
// eigenvalues.
func (n equations) eliminate() []float64 {
	done := make([]bool, len(n))
	for range n {
		p := n.pivot(done)
		if p < 0 {
			break
		}
		done[p] = true
		for i := range n {
			if i != p {
				n.subtract(i, p, n[i][p]/n[p][p])
			}
		}
	}
	out := make([]float64, len(n))
	for i := range n {
		if done[i] {
			out[i] = n[i][len(n)] / n[i][i]
		}
	}
	return out
}

// pivot returns the largest element of the diagonal that is left, -1 if none is above 0.
func (n equations) pivot(done []bool) int {
	best, at := 0., -1
	for i := range n {
		if !done[i] && n[i][i] > best {
			best, at = n[i][i], i
		}
	}
	return at
}

func (n equations) subtract(row, other int, factor float64) {
	for j := range n[row] {
		n[row][j] -= factor * n[other][j]
	}
}
