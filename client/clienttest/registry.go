package clienttest

import (
	"errors"
	"io"
	"log"
	"net/http"
	"strings"

	"github.com/google/go-containerregistry/pkg/registry"

	"github.com/astrofile/astrofile/client"
)

// registryUser is who pushes; the password says which principal it really is.
const registryUser = "cli"

// images is the registry that is attached to a control plane.
type images struct {
	protocol http.Handler // OCI distribution, without any question of who asks
	layers   *layers
}

// Registry attaches an image registry, in memory, and returns the handler that serves it; later calls return the same
// one. It has the repositories of the Deployments there are, for user "cli" with the secret of a token that may deploy
// there. From then on the end of a deploy looks for its image: a missing one makes it fail, and the Runtime version that
// an image is labelled with becomes that of the Deployment. [WithRegistry] makes its host known:
//
//	server := httptest.NewUnstartedServer(nil)
//	astro := clienttest.New(clienttest.WithRegistry(server.Listener.Addr().String()))
//	server.Config.Handler = astro.Registry()
//	server.Start()
func (a *Astro) Registry() http.Handler {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.images == nil {
		l := &layers{content: map[string]map[string][]byte{}}
		a.images = &images{registry.New(registry.Logger(log.New(io.Discard, "", 0)), registry.WithBlobHandler(l)), l}
	}
	return http.HandlerFunc(a.serveRegistry)
}

// registryError is a refusal in the form of a registry, not of Astro.
type registryError struct {
	status        int
	code, message string
}

func (e *registryError) reply() *reply {
	type item struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	out := jsonReply(e.status, map[string][]item{"errors": {{e.code, e.message}}})
	out.header.Set("Docker-Distribution-Api-Version", "registry/2.0")
	if e.status == http.StatusUnauthorized {
		out.header.Set("Www-Authenticate", `Basic realm="Astro"`)
	}
	return out
}

// serveRegistry answers a request to the registry, which faults and records know as the operation "Registry".
func (a *Astro) serveRegistry(w http.ResponseWriter, r *http.Request) {
	rec, fault, faulty := a.arrive(r, nil, routed{path: r.URL.EscapedPath(), other: "Registry"})
	if wait(r.Context(), fault.Delay) != nil {
		return
	}
	var answer *reply
	if fault.happens() {
		if answer = a.registryAnswer(w, r, rec, faulty); answer == nil {
			return
		}
	}
	a.mu.Lock()
	if answer != nil {
		rec.Status = answer.status
	}
	if faulty {
		answer = fault.spoil(answer, a.requestID())
	}
	a.mu.Unlock()
	fault.then()
	answer.serve(w, r)
}

// registryAnswer carries the request out. The answer is nil when it is with the client already: layers are not held
// back unless something is to go wrong with them.
func (a *Astro) registryAnswer(w http.ResponseWriter, r *http.Request, rec *Request, held bool) *reply {
	to := parseImagePath(r.URL.Path)
	by, refused := a.admit(r, to)
	a.mu.Lock()
	rec.Principal = by
	a.mu.Unlock()
	if refused == nil {
		refused = a.images.checkManifest(r, to)
	}
	if refused != nil {
		return refused.reply()
	}
	if held {
		b := buffered()
		a.images.protocol.ServeHTTP(b, to.request(r))
		return b.reply
	}
	a.images.protocol.ServeHTTP(&statusWriter{w, func(status int) {
		a.mu.Lock()
		defer a.mu.Unlock()
		rec.Status = or(rec.Status, status)
	}}, to.request(r))
	return nil
}

// admit finds out who asks, and refuses what is not a repository of a Deployment that the principal may deploy to. The
// answer is the same whether there is such a repository or not.
func (a *Astro) admit(r *http.Request, to imagePath) (client.Profile, *registryError) {
	a.mu.Lock()
	defer a.mu.Unlock()
	user, secret, ok := r.BasicAuth()
	c := &call{Astro: a, op: &operation{name: "CreateDeploy", method: http.MethodPost}, at: a.now()}
	if !ok || user != registryUser {
		return client.Profile{}, &registryError{http.StatusUnauthorized, "UNAUTHORIZED", "log in as " + registryUser + " with an API token"}
	}
	if err := c.authenticate("Bearer " + secret); err != nil {
		message := "the token is not valid"
		if why := (*refusal)(nil); errors.As(err, &why) {
			message = why.message
		}
		return client.Profile{}, &registryError{http.StatusUnauthorized, "UNAUTHORIZED", message}
	}
	switch {
	case to.kind == "":
		return c.profile(), nil
	case !c.mayPush(to.repository):
		return c.profile(), &registryError{http.StatusForbidden, "DENIED", "the repository is not that of a Deployment that the token may deploy to"}
	}
	return c.profile(), nil
}

// mayPush reports whether a Deployment has the repository and lets the principal deploy.
func (c *call) mayPush(repository string) bool {
	for d := range c.deployments.all() {
		if repositoryOf(d.ImageRepository) != repository {
			continue
		}
		org, ok := c.organizations.get(d.OrganizationID)
		if !ok || !c.belongs(org) {
			continue
		}
		if c.org, c.subject = org, nil; c.authorize(resource{d.WorkspaceID, d.ID}) == nil {
			return true
		}
	}
	return false
}

// repositoryOf is the name without the host.
func repositoryOf(image string) string {
	_, name, ok := strings.Cut(image, "/")
	if !ok {
		return image
	}
	return name
}

// dropImages forgets the images of a repository that no Deployment has any more.
func (a *Astro) dropImages(repository string) {
	if a.images == nil {
		return
	}
	for d := range a.deployments.all() {
		if repositoryOf(d.ImageRepository) == repository {
			return
		}
	}
	a.images.layers.drop(repository)
}

// statusWriter tells the status of an answer before the answer leaves.
type statusWriter struct {
	http.ResponseWriter
	tell func(status int)
}

func (w *statusWriter) WriteHeader(status int) {
	w.tell(status)
	w.ResponseWriter.WriteHeader(status)
}
