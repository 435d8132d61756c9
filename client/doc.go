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
