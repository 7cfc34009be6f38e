package drift

import "math"

// student returns Student's t for a two-sided level, such as 0.95, and degrees of freedom of 1 or more.
// It is exact for one and two, and else the expansion of Abramowitz and Stegun, 26.7.5, within
// 4 % for three and 0.1 % from ten on.
func student(level, free float64) float64 {
	if free < 2 {
		return math.Tan(math.Pi * level / 2)
	}
	if free < 3 {
		return level * math.Sqrt(2/(1-level*level))
	}
	z := math.Sqrt2 * math.Erfinv(level)
	z2 := z * z
	return z * (1 +
		(z2+1)/(4*free) +
		((5*z2+16)*z2+3)/(96*free*free) +
		(((3*z2+19)*z2+17)*z2-15)/(384*free*free*free) +
		((((79*z2+776)*z2+1482)*z2-1920)*z2-945)/(92160*free*free*free*free))
}
