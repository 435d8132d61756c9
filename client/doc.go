// Package client calls the Astro API: every operation of its version 1, with types written by hand.
//
//	c, err := client.New("clorg…", token)
//	if err != nil {
//		return err
//	}
//	for d, err := range c.Deployments.All(ctx, client.DeploymentFilter{Names: []string{"etl"}}) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(d.ID, d.Status)
//	}
//
// A [Client] works in one Organization with one token. Its services hold the operations, named after what they act on;
// the comment of each method names the operation of the API. What the package lacks can be called with [Client.Do], which
// all services go through. Lists are sequences that fetch page after page while they are read.
//
// # Deployment files
//
// [Client.Apply] makes a Deployment what a Deployment file says, and proves that it did:
//
//	file, found := deployfile.Parse("etl.yaml", src)
//	if err := found.Err(); err != nil {
//		return err
//	}
//	result, err := c.Apply(ctx, client.Target{}, file.Deployment, client.FromFile(file), client.Wait(15*time.Minute))
//
// It finds the one Deployment that is meant, by ID or by name and Workspace, and never looks further than that. It
// reads it, keeps the secrets that the file cannot hold, plans, and refuses what nobody has agreed to: a plan that
// deletes needs [AllowDelete], one that replaces workers, loses data or cannot be undone [AllowImpact]. Then it sends
// one request and reads back what came of it. A second run finds nothing to do and sends nothing.
//
// [Client.Plan] stops before the write; a plan that was looked at is applied with [Against] or not at all.
// [Client.Drift] tells whether a Deployment still is what its file says, and [Client.Inspect] writes the file of a live
// one. [Client.ValidateOptions] reads what the rules of package deployfile can use.
//
// A write is sent once. When its answer is lost, the Deployment is read, or looked for by its name, to learn what became
// of it: then Apply succeeds with the proof, or fails with a [LostError] that says what is known. Two runs that create
// the same Deployment at once leave one. Whatever happened, running Apply again is safe, and is the way on.
//
// [Client.ApplyFleet] does all of this for a folder of files that [ReadFleet] has read: it lists each Workspace once, plans
// every file before it writes anything, and one that fails does not stop the others. With a label it knows its
// Deployments again, and deletes on request those whose file is gone. [Client.PlanFleet] only plans.
//
// # Previews
//
// [Previews.Up] brings up a Deployment for one branch, made from a base Deployment or a template, and run again brings the
// same one up to date: its name follows from source, repository and ref alone ([PreviewName]), and the last line of its
// description says whose it is and until when.
//
//	p, err := c.Previews.Up(ctx, client.PreviewOptions{
//		Key:    client.PreviewKey{Source: baseID, Ref: "feature/x"},
//		Values: os.LookupEnv, // of the secrets, which the API does not tell
//		TTL:    24 * time.Hour,
//	})
//
// The preview gets the connections and variables of the base as far as the API allows; [Preview].Missing lists the rest.
// [Previews.Renew] lets it live longer, [Previews.Down] deletes it, and [Previews.Sweep] deletes what nobody renewed.
// None of them touches a Deployment without the mark.
//
// # Requests
//
// Deployments and clusters come in types that refuse each other's settings, so what is asked for is one of a closed set:
// [CreateDeployment] is a [CreateStandardDeployment], a [CreateDedicatedDeployment] or a [CreateHybridDeployment], and
// the type on the wire follows from it.
//
// Updates of Deployments replace the configuration: a list that is sent takes the place of the one that was there. Where
// the API lets a setting be left out, nil or the empty text leaves it out and keeps what is there, while an empty list or
// object that is not nil clears it. Lists that the API wants every time, such as environment variables, are refused when
// they are nil, before anything is sent.
//
// # Errors
//
// A refusal is an [*APIError]; errors.Is tells its kinds apart: [ErrInvalid], [ErrUnauthorized], [ErrForbidden],
// [ErrNotFound], [ErrConflict], [ErrRateLimited]. An answer that cannot be used, because it is empty, cut, too long or not
// JSON, is an [*AnswerError]: after a write the change may have been made. A token says when it expires and what it is
// for, see [ReadToken]; calls that it rules out fail with [ErrTokenExpired] or [ErrTokenScope] before anything is sent.
//
// # Who may do it
//
// [Client.Preflight] asks before the first call whether the token may do all of what is planned, and the option
// [Preflighted] does so for [Client.Apply] before the write:
//
//	err := c.Preflight(ctx, client.Intent{Operation: string(rbac.JobDeployImage), Resource: rbac.Resource{Deployment: id}})
//
// It reads the roles of the token or person, and what those allow in the Organization; package rbac judges. The refusal, a
// [PreflightError], names the missing permission and the least to grant, and so does the cause of a 403, without asking
// anything. A token that may not read its own roles is refused only what its kind rules out: [Client.IdentifyToken] lets
// whoever manages it ask instead.
//
// # Access as code
//
// [Client.ApplyAccess] makes the roles of users, Teams and API tokens what an [rbac.Access] says, as [Client.Apply] does for
// a Deployment: with a plan, consent to what is taken away, and proof.
//
//	done, err := c.ApplyAccess(ctx, want, client.AllowRevoke(), client.OnTokenSecret(keep))
//
// # What is repeated
//
// By default a client repeats requests that were refused for load and reads that failed on the way ([Retry]), and stays
// below the rate limit of its token ([Limit]). A create is never repeated unless the API said that it did not happen.
// Every call ends when its context does. [WithHTTPClient] replaces all of this.
//
// # Secrets
//
// The token, and whatever has the type [Secret] or [SecretMap], appears in no error and no printed form. The token is
// sent to the base URL's origin alone: redirects elsewhere are refused.
package client
