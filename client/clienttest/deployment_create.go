package clienttest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/image/astroruntime"
	"github.com/astrofile/astrofile/internal/spec"
)

// createDeployment answers CreateDeployment.
func createDeployment(c *call) (any, error) {
	var r deploymentRequest
	if err := c.read(&r); err != nil {
		return nil, err
	}
	workspace, err := c.workspace(r.WorkspaceID)
	if err != nil {
		return nil, invalid("workspaceId", "unknown", "no Workspace %q", r.WorkspaceID)
	}
	if err = c.authorize(resource{workspace: r.WorkspaceID}); err != nil {
		return nil, err
	}
	d, err := c.newDeployment(&r, workspace)
	if err != nil {
		return nil, err
	}
	d.CreatedAt, d.CreatedBy = c.at, c.profile()
	d.touch(c)
	c.start(d)
	return c.answer(d), nil
}

// start puts a new Deployment among the others, where it takes a step to come up.
func (a *Astro) start(d *deployment) {
	a.deployments.put(d.ID, d)
	d.hibernate(a.now())
	a.busy(d, client.DeploymentStatusCreating, a.now(), outcome{})
}

// usualAU is the size of the scheduler of a Hybrid Deployment that asks for none.
const usualAU = 5

// newDeployment makes a Deployment of a request, with what Astro chooses where the request leaves the choice to it.
func (a *Astro) newDeployment(r *deploymentRequest, w *client.Workspace) (*deployment, error) {
	var p problems
	d := &deployment{
		Name: r.Name, OrganizationID: w.OrganizationID, WorkspaceID: w.ID, IsCICDEnforced: w.CICDEnforcedDefault,
		ContactEmails: []string{}, ExternalIPs: []string{}, EnvironmentVariables: []variable{},
	}
	a.place(d, r, w, &p)
	a.chooseRuntime(d, r, &p)
	if len(p) > 0 { // the rest depends on them
		return nil, p.err()
	}
	d.Executor = string(client.ExecutorCelery)
	d.IsDagDeployEnabled = d.hosted()
	if d.hosted() {
		d.SchedulerSize, d.IsDevelopmentMode, d.IsHighAvailability = spec.SchedulerSizes()[0].Name, new(false), new(false)
		if version, err := astroruntime.Parse(d.AstroRuntimeVersion); err == nil && version.AirflowMajor() >= 3 {
			d.Executor = string(client.ExecutorAstro)
		}
	} else {
		d.SchedulerAU, d.SchedulerReplicas = usualAU, 1
	}
	if r.IsDevelopmentMode != nil {
		d.IsDevelopmentMode = r.IsDevelopmentMode
	}
	return d, a.sparing(func() error {
		a.name(d)
		a.configure(d, r, true, &p)
		return p.err()
	})
}

// sparing makes a refusal use up no IDs, so that those of later objects do not depend on it.
func (a *Astro) sparing(try func() error) error {
	counts := maps.Clone(a.counts)
	err := try()
	if err != nil {
		a.counts = counts
	}
	return err
}

// chooseRuntime takes the version over, or the newest when none is given.
func (a *Astro) chooseRuntime(d *deployment, r *deploymentRequest, p *problems) {
	const field = "astroRuntimeVersion"
	releases := runtimeReleases("", a.now())
	if len(releases) == 0 {
		p.add(field, "unknown", "there is no Runtime on %s", a.now().Format(time.DateOnly))
		return
	}
	release, asked := releases[0], r.AstroRuntimeVersion
	if asked != nil && (*asked != "" || !a.conf.blankRuntime) {
		n := slices.IndexFunc(releases, func(r client.RuntimeRelease) bool { return r.Version == *asked })
		switch {
		case n >= 0:
			release = releases[n]
		case r.exists:
			release = client.RuntimeRelease{Version: *asked, AirflowVersion: airflowOf(*asked)}
		default:
			p.add(field, "unknown", "Runtime %q is not for new Deployments", *asked)
			return
		}
	}
	d.AstroRuntimeVersion, d.RuntimeVersion, d.ImageTag = release.Version, release.Version, release.Version
	d.AirflowVersion = or(release.AirflowVersion, "NA")
	d.next = d.code
}

// airflowOf returns the version of Airflow in a Runtime, "" when it is not known.
func airflowOf(runtime string) string {
	version, err := astroruntime.Parse(runtime)
	if err != nil {
		return ""
	}
	release, _ := astroruntime.Lookup(version)
	return or(release.Airflow, release.AirflowMinor)
}

// name gives a new Deployment its ID and everything that is named after it.
func (a *Astro) name(d *deployment) {
	d.ID = a.newID("dep")
	d.Namespace = a.namespace()
	d.ImageRepository = a.repository(d.ID)
	host := d.OrganizationID + ".astronomer.run"
	short := "d" + d.ID[len(d.ID)-7:]
	d.WebServerIngressHostname = host
	d.WebServerURL = host + "/" + short + "?orgId=" + d.OrganizationID
	d.WebServerAirflowAPIURL = host + "/" + short + "/api/v2"
	if strings.HasPrefix(d.AirflowVersion, "2.") {
		d.WebServerAirflowAPIURL = host + "/" + short + "/api/v1"
	}
	d.APIURL = "https://" + d.WebServerAirflowAPIURL
	d.UIURL = "https://cloud.astronomer.io/" + d.WorkspaceID + "/deployments/" + d.ID
	d.WebServerReplicas, d.WebServerCPU, d.WebServerMemory = 1, "500m", "1500Mi"
	d.EffectiveWorkloadIdentity = platformIdentity(d)
}

// repository is where the images of a Deployment go.
func (a *Astro) repository(id string) string { return or(a.conf.registry, defaultRegistry) + "/" + id }

var (
	adjectives = [...]string{"amber", "boreal", "cosmic", "distant", "electric", "frozen", "glowing", "hidden", "infrared"}
	nouns      = [...]string{"aurora", "comet", "dwarf", "eclipse", "galaxy", "nebula", "orbit", "photon", "pulsar", "quasar"}
)

// namespace returns an adjective, a noun and four digits, as Astro does, and a different one each time.
func (a *Astro) namespace() string {
	a.counts["namespace"]++
	n := a.counts["namespace"]
	return fmt.Sprintf("%s-%s-%04d", adjectives[n%len(adjectives)], nouns[n%len(nouns)], 1000+n)
}

// platformIdentity is the workload identity of a Deployment that was given none.
func platformIdentity(d *deployment) string {
	switch client.CloudProvider(d.CloudProvider) {
	case client.CloudProviderAWS:
		return "arn:aws:iam::000000000000:role/" + d.Namespace
	case client.CloudProviderGCP:
		return strings.ReplaceAll(d.Namespace, ".", "-") + "@astro-test.iam.gserviceaccount.com"
	default:
		return d.Namespace
	}
}

// text returns what s points to, "" for nil.
func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
