package client

import (
	"context"
	"slices"

	"github.com/astrofile/astrofile/deployfile"
)

// Drift compares what runs with a Deployment file and writes nothing. The plan of the Result says what would have to
// change to make the Deployment what the file says; it is empty when there is no drift. Another Runtime version, which
// code deploys change, stands among its notes.
//
// A Deployment that does not exist is a [TargetError] and an [ErrNotFound], never a plan to create it. Values of
// secrets cannot be compared without [WithFingerprints]; that the secrets exist is.
func (c *Client) Drift(ctx context.Context, target Target, want deployfile.Deployment, opts ...ApplyOption) (*Result, error) {
	conf := configured(opts)
	conf.dryRun, conf.plain, conf.drift, conf.mode = true, true, true, deployfile.ModeUpdate
	return c.apply(ctx, newDirectory(c), target, want, conf)
}

// comparable returns want without what a comparison cannot know or should not find: the values of secrets that live has
// too, unless a fingerprint may tell whether they are the same, and the absence of a mark that a fleet has left.
func (conf *applyConfig) comparable(live, want deployfile.Deployment) deployfile.Deployment {
	is, says := live.Configuration.Description, textOf(want.Configuration.Description)
	if _, rest, marked := findMark(textOf(is), fleetMark); marked && rest == says {
		want.Configuration.Description = is
	}
	if conf.fingerprinted {
		return want
	}
	secret := make(map[string]bool, len(live.EnvironmentVariables))
	for _, v := range live.EnvironmentVariables {
		secret[v.Key] = v.IsSecret
	}
	want.EnvironmentVariables = slices.Clone(want.EnvironmentVariables)
	for i := range want.EnvironmentVariables {
		if v := &want.EnvironmentVariables[i]; v.IsSecret && secret[v.Key] {
			v.Value = nil
		}
	}
	return want
}

// textOf returns a text that may not be there.
func textOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
