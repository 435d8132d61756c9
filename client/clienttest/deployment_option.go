package clienttest

// deploymentConfig is the part of the options that is about Deployments and what belongs to them.
type deploymentConfig struct {
	queuesByID     bool
	listVariables  bool
	duplicateNames bool
	keepEmails     bool
	keptLinks      bool
	hiddenSecrets  bool
	blankRuntime   bool
	minuteTags     bool
	registry       string
}

// defaultRegistry is the registry of the public Astro.
const defaultRegistry = "images.astronomer.cloud"

// WithQueuesByID takes a worker queue without an ID for a new one in every update, even if there is one of its name. This
// is what the words of the API say; without the option the name counts, as for clients that never send IDs.
func WithQueuesByID() Option { return func(c *config) { c.queuesByID = true } }

// WithVariablesInLists lets lists of Deployments carry environment variables. Without it only single Deployments do;
// which of the two Astro does is not documented.
func WithVariablesInLists() Option { return func(c *config) { c.listVariables = true } }

// WithDuplicateNames lets a Workspace have several Deployments of one name, to test how a program tells them apart.
func WithDuplicateNames() Option { return func(c *config) { c.duplicateNames = true } }

// WithKeptEmails makes contactEmails null in an update mean what leaving them out means. Without it null clears them.
func WithKeptEmails() Option { return func(c *config) { c.keepEmails = true } }

// WithKeptLinks leaves links of environment objects alone that an update omits. Without it they are removed; clients of
// Astro disagree about which is right.
func WithKeptLinks() Option { return func(c *config) { c.keptLinks = true } }

// WithHiddenSecrets makes the Organizations refuse to show secrets of environment objects to anybody.
func WithHiddenSecrets() Option { return func(c *config) { c.hiddenSecrets = true } }

// WithRegistry changes the host that images of deploys are to be pushed to.
func WithRegistry(host string) Option { return func(c *config) { c.registry = host } }

// WithBlankRuntime takes the empty astroRuntimeVersion of a new Deployment for none, as which the official command line
// sends it when a file names no version. Without the option it is refused; what Astro does is not documented.
func WithBlankRuntime() Option { return func(c *config) { c.blankRuntime = true } }

// WithMinuteTags names images of deploys after the minute, as Astro once did: two deploys in one minute share a tag.
func WithMinuteTags() Option { return func(c *config) { c.minuteTags = true } }
