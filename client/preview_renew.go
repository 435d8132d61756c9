package client

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Renew lets a preview live for the given time from now on, 0 for [DefaultPreviewTTL], and changes nothing else: it
// sends back the configuration that it has just read, secrets kept, with another last line of the description. A preview
// that lives longer anyway is left alone.
//
// One that is overdue is a [*PreviewError], because [Previews.Sweep] may be deleting it; [Previews.Up] brings it up again.
// Renew is done before the time is over or fails, so that a preview it has renewed is never swept. Without a preview the
// error is an [ErrNotFound]; one in which something else has changed meanwhile is a [*MismatchError]. The API has no way to
// change the description alone: do not renew a preview while another program changes it.
func (s *Previews) Renew(ctx context.Context, r PreviewRef, ttl time.Duration) (*Preview, error) {
	if ttl < 0 {
		return nil, fmt.Errorf("%w: a preview cannot live for a negative time", ErrInvalid)
	}
	found, err := s.find(ctx, r)
	if err != nil {
		return nil, err
	}
	p, err := only(found)
	if err != nil {
		return nil, err
	}
	if p == nil {
		return nil, &TargetError{Kind: "preview", Name: r.Name, Reason: "there is no such preview, or the token does not see it", kind: ErrNotFound}
	}
	next := previewExpiry(ttl)
	switch {
	case p.Overdue(time.Now()):
		return nil, notPreview(p.Deployment, "is overdue since %s and may be deleted any time: bring the preview up again", p.Expires.Format(time.RFC3339))
	case !next.After(p.Expires):
		return p, nil
	}
	ctx, cancel := context.WithDeadline(ctx, p.Expires)
	defer cancel()
	return s.c.renew(ctx, *p, next)
}

// renew changes the mark.
func (c *Client) renew(ctx context.Context, p Preview, next time.Time) (*Preview, error) {
	live := p.Deployment
	pools, err := newDirectory(c).nodePools(ctx, live)
	if err != nil {
		return nil, err
	}
	mark := previewMark{p.Key, next}
	description, err := appendMark(live.Description, mark.String())
	if err != nil {
		return nil, err
	}
	want := live.File(pools)
	want.Configuration.Description = &description
	in, err := updateRequest(want, live, pools, nil)
	if err != nil {
		return nil, err
	}
	d, err := c.Deployments.Update(ctx, live.ID, in)
	if err != nil && !declined(err) && ctx.Err() == nil { // it may have been done
		if read, readErr := c.Deployments.Get(ctx, live.ID); readErr == nil && read.Description == description {
			d, err = read, nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("preview %s is not known to be renewed: %w", quoteName(live.Name), err)
	}
	renewed, ok, err := previewOf(d)
	if err != nil || !ok || !renewed.Expires.Equal(next) {
		return nil, errors.Join(notPreview(d, "does not have the mark that was written: somebody else has changed it"), err)
	}
	if found := (proof{sent: want, before: &live, pools: pools}).differences(d); len(found) > 0 {
		return nil, &MismatchError{Name: d.Name, ID: d.ID, Differences: found}
	}
	return &renewed, nil
}
