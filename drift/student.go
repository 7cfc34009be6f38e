package drift

import "math"

// student returns Student's t of a two-sided level, such as 0.95, for 1 degree of freedom or
// more. It is exact for one and two. Above it is Fisher's expansion (Abramowitz and Stegun,
// 26.7.5): within 5 % for three, and 0.1 % from ten on, for levels up to 0.999.
func student(level, free float64) float64 {
	switch {
	case free < 2:
		return math.Tan(math.Pi * level / 2)
	case free < 3:
		return level * math.Sqrt(2/(1-level*level))
	}
	z := math.Sqrt2 * math.Erfinv(level)
	q := z * z
	return z * (1 +
		(q+1)/(4*free) +
		((5*q+16)*q+3)/(96*math.Pow(free, 2)) +
		(((3*q+19)*q+17)*q-15)/(384*math.Pow(free, 3)) +
		((((79*q+776)*q+1482)*q-1920)*q-945)/(92160*math.Pow(free, 4)))
}
