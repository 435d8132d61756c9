package astroruntime_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/image/astroruntime"
)

func TestCompare(t *testing.T) {
	ascending := []string{
		"3.0.4", "3.0.10", "3.10.0", "12.12.0",
		"13.0.0-1", "13.0.0-1.a", "13.0.0-2", "13.0.0-10", "13.0.0-alpha", "13.0.0-alpha.1", "13.0.0-beta",
		"13.0.0", "13.0.0+b", "13.0.0-base", "13.0.0-slim", "13.0.1", "13.2.0", "13.11.0",
		"2.11-1", "3.0-1", "3.0-4", "3.0-18", "3.1-1.rc1", "3.1-1.rc1-base", "3.1-1-rc2", "3.1-1", "3.1-1-base", "3.9-1", "3.10-1", "4.0-1",
	}
	for i, a := range ascending {
		for j, b := range ascending {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			assert.Equal(t, want, astroruntime.Compare(parse(t, a), parse(t, b)), "%s and %s", a, b)
		}
	}
	assert.Zero(t, astroruntime.Compare(parse(t, "v3.01-1"), parse(t, "3.1-01")))
}

func FuzzCompare(f *testing.F) {
	f.Add("3.0.4", "3.0-4", "3.0-4-base")
	f.Add("13.0.0-1", "13.0.0-01", "13.0.0-1+x")
	f.Add("3.1-1.rc1", "3.1-1.rc.1", "3.1-1.-base")
	f.Add("13.0.0-a..b", "13.0.0-a.", "13.0.0-+")
	f.Fuzz(func(t *testing.T, x, y, z string) {
		a, errA := astroruntime.Parse(x)
		b, errB := astroruntime.Parse(y)
		c, errC := astroruntime.Parse(z)
		if errA != nil || errB != nil || errC != nil {
			return
		}
		ab, bc, ac := astroruntime.Compare(a, b), astroruntime.Compare(b, c), astroruntime.Compare(a, c)
		assert.Zero(t, astroruntime.Compare(a, a))
		assert.Equal(t, -ab, astroruntime.Compare(b, a))
		assert.Equal(t, a == b, ab == 0)
		if ab <= 0 && bc <= 0 {
			assert.LessOrEqual(t, ac, 0)
		}
		if ab >= 0 && bc >= 0 {
			assert.GreaterOrEqual(t, ac, 0)
		}
	})
}
