package client

import (
	"testing"

	"go.uber.org/goleak"
)

// A call that has returned leaves nothing behind: no reader of a body, no waiting retry.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
