package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/client"
)

// connection says where the Astro API is and who calls it.
type connection struct {
	baseURL, organization, token, tokenFile string
}

func (c *connection) register(flags *flag.FlagSet) {
	flags.StringVar(&c.baseURL, "base-url", client.DefaultBaseURL, "`URL` of the Astro API; plain http is for this machine")
	flags.StringVar(&c.organization, "organization", "", "`ID` of the Organization; not needed when the token names it")
	flags.StringVar(&c.token, "token", "", "the API `TOKEN`; others on this machine can see it there: rather set ASTRO_API_TOKEN")
	flags.StringVar(&c.tokenFile, "token-file", "", "a `FILE` that holds the API token, in place of ASTRO_API_TOKEN")
}

// connectionFlags are the names of the flags that register adds.
func connectionFlags() []string { return []string{"base-url", "organization", "token", "token-file"} }

// open returns a client, or says what it lacks and returns the exit code for that. It calls nobody.
func (c connection) open(env environment, command string) (*client.Client, int) {
	token := env.token
	switch {
	case c.token != "" && c.tokenFile != "":
		return nil, misused(env, command, errors.New("give -token or -token-file, not both"))
	case c.token != "":
		token = c.token
	case c.tokenFile != "":
		in := read(c.tokenFile)
		if in.err != nil {
			return nil, unreadable(env, command, in)
		}
		token = string(in.src)
	}
	token = strings.TrimSpace(token)
	if token == "" {
		return nil, misused(env, command, errors.New("no API token: set ASTRO_API_TOKEN, or name a file that holds it with -token-file"))
	}
	api, err := client.New(c.organization, token, append(env.options, client.WithBaseURL(c.baseURL))...)
	if err != nil {
		return nil, misused(env, command, err)
	}
	if api.Organization() == "" {
		return nil, misused(env, command, errors.New("no Organization: the token names none, so -organization has to"))
	}
	return api, exitOK
}

// misused says what is wrong with the flags and returns the exit code for that.
func misused(env environment, command string, err error) int {
	fmt.Fprintf(env.err, "astrofile %s: %v\n", command, err)
	return exitUsage
}
