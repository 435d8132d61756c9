package client

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"

	"github.com/astrofile/astrofile/deployfile"
)

// ValidateOptions reads what the rules of package deployfile can use to judge a file before it is applied: the limits
// and names of the Organization and, unless the file is for a creation, the live Deployment. What is independent is read
// at the same time, and what the token may not read (403) stays unknown, so that the rules about it are silent.
//
//	o, err := c.ValidateOptions(ctx, deployfile.ModeUpdate, client.Target{}, file.Deployment)
//	if err != nil {
//		return err
//	}
//	return file.Validate(o).Err()
//
// A Deployment that is not there, or a name that several have, is no error: the rules have findings for it. The options
// say that secrets are kept, as [Client.Apply] does.
func (c *Client) ValidateOptions(ctx context.Context, mode deployfile.Mode, target Target, d deployfile.Deployment) (deployfile.ValidateOptions, error) {
	s, err := target.search(&d)
	if err != nil {
		return deployfile.ValidateOptions{}, err
	}
	o := deployfile.ValidateOptions{Mode: mode, KeepsSecrets: true}
	dir := newDirectory(c)
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		o.Limits, o.Organization, err = dir.facts(groupCtx, d, s)
		return err
	})
	if mode == deployfile.ModeUpdate || mode == deployfile.ModeAny {
		g.Go(func() (err error) {
			o.Live, err = dir.live(groupCtx, d, s)
			return err
		})
	}
	if err = g.Wait(); err != nil {
		return deployfile.ValidateOptions{}, err
	}
	return o, nil
}

// facts reads what the rules of limits and names need, at the same time. What the token may not see stays unknown.
func (d *directory) facts(ctx context.Context, want deployfile.Deployment, s search) (limits *deployfile.Limits, names *deployfile.Organization, err error) {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		options, failed := d.options(ctx, optionsFilter(want))
		if failed == nil {
			limits = limitsOf(options)
		}
		return unlessForbidden(failed)
	})
	g.Go(func() (err error) {
		names, err = d.names(ctx, want, s)
		return err
	})
	if err = g.Wait(); err != nil {
		return nil, nil, err
	}
	return limits, names, nil
}

// unlessForbidden forgets that a token may not see something.
func unlessForbidden(err error) error {
	if errors.Is(err, ErrForbidden) {
		return nil
	}
	return err
}

// live reads the Deployment that is meant as a file, nil when a search by name finds none or several.
func (d *directory) live(ctx context.Context, want deployfile.Deployment, s search) (*deployfile.Deployment, error) {
	listed, err := d.find(ctx, s)
	if _, unclear := errors.AsType[*TargetError](err); unclear || err == nil && listed == nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	found, err := d.c.Deployments.Get(ctx, listed.ID)
	if err != nil {
		return nil, notThere(err, *listed)
	}
	pools, err := d.nodePools(ctx, found)
	if err = unlessForbidden(err); err != nil {
		return nil, err
	}
	return new(fileFor(found, pools, want)), nil
}

// optionsFilter asks for the options of the kind of Deployment that a file describes.
func optionsFilter(want deployfile.Deployment) DeploymentOptionsFilter {
	c := want.Configuration
	kind, _ := c.DeploymentType.Canonical()
	executor, _ := c.Executor.Canonical()
	cloud, _ := c.CloudProvider.Canonical()
	f := DeploymentOptionsFilter{Type: DeploymentType(kind), Executor: Executor(executor)}
	if kind == deployfile.KindStandard { // those of the others belong to the cluster
		f.CloudProvider = CloudProvider(cloud)
	}
	return f
}

// limitsOf returns the part of the API's options that rules and plans use.
func limitsOf(o DeploymentOptions) *deployfile.Limits {
	l := &deployfile.Limits{
		WorkerQueues: deployfile.QueueLimits{
			MinWorkers:        deployfile.NumberRange(o.WorkerQueues.MinWorkers),
			MaxWorkers:        deployfile.NumberRange(o.WorkerQueues.MaxWorkers),
			WorkerConcurrency: deployfile.NumberRange(o.WorkerQueues.WorkerConcurrency),
		},
		ResourceQuotas: deployfile.ResourceQuotas{
			DefaultPodSize: resourceLimits(o.ResourceQuotas.DefaultPodSize),
			ResourceQuota:  resourceLimits(o.ResourceQuotas.ResourceQuota),
		},
	}
	for _, r := range o.RuntimeReleases {
		l.RuntimeReleases = append(l.RuntimeReleases, deployfile.RuntimeRelease{Version: r.Version})
	}
	for _, m := range o.WorkerMachines {
		l.WorkerMachines = append(l.WorkerMachines, deployfile.WorkerMachine{Name: string(m.Name), Concurrency: deployfile.NumberRange(m.Concurrency)})
	}
	return l
}

func resourceLimits(r ResourceLimits) deployfile.ResourceLimits {
	return deployfile.ResourceLimits{CPU: deployfile.QuantityRange(r.CPU), Memory: deployfile.QuantityRange(r.Memory)}
}
