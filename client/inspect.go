package client

import (
	"context"

	"github.com/astrofile/astrofile/deployfile"
)

// Inspect returns a live Deployment as a Deployment file, which is what [deployfile.Marshal] writes, with the section
// metadata and without the values of secrets. The target is an ID, or a name with the name or the ID of its Workspace;
// a name alone is looked for in the whole Organization, and several of it are a [TargetError].
func (c *Client) Inspect(ctx context.Context, target Target) (deployfile.Deployment, error) {
	var none deployfile.Deployment
	s, err := target.search(&none)
	if err != nil {
		return none, err
	}
	s.anywhere = true
	r := &run{c: c, dir: newDirectory(c), result: &Result{}}
	listed, err := r.dir.find(ctx, s)
	if err != nil {
		return none, err
	}
	if listed == nil {
		return none, s.missing()
	}
	if err = r.read(ctx, s, *listed); err != nil {
		return none, err
	}
	return r.live.File(r.pools), nil
}
