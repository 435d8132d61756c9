package client

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// DefaultBaseURL is where the public Astro answers version 1 of its API; [WithBaseURL] names another place.
const DefaultBaseURL = "https://api.astronomer.io/v1"

// Client calls the Astro API for one Organization with one token. Its services share it; all of them may be used by
// several goroutines at once. Nothing it prints shows the token.
type Client struct {
	Organizations      *Organizations
	Workspaces         *Workspaces
	Clusters           *Clusters
	Options            *Options
	Deployments        *Deployments
	Deploys            *Deploys
	EnvironmentObjects *EnvironmentObjects
	APITokens          *APITokens
	AgentTokens        *AgentTokens
	Users              *Users
	Teams              *Teams
	Roles              *Roles
	Invites            *Invites
	IPRanges           *IPRanges
	AuditLogs          *AuditLogs
	Previews           *Previews

	organization string
	base         url.URL
	http         *http.Client
	header       http.Header // what every request carries, without the token
	token        hidden
	facts        *TokenInfo // nil when the token says nothing about itself
}

// New returns a client whose services work in the given Organization. The ID may be empty: then it is the one that the
// token names, and if the token names none only the calls that need no Organization are possible. Options that cannot
// be followed fail here, and nothing is sent.
func New(organizationID, token string, opts ...Option) (*Client, error) {
	conf := config{base: DefaultBaseURL}
	for _, opt := range opts {
		if opt == nil {
			continue
		}
		if err := opt(&conf); err != nil {
			return nil, err
		}
	}
	base, err := parseBase(conf.base, conf.plain)
	if err != nil {
		return nil, err
	}
	if err := checkToken(token); err != nil {
		return nil, err
	}
	c := &Client{organization: organizationID, base: base, header: defaultHeader(conf.agent), token: hide(token)}
	if info, err := ReadToken(token); err == nil {
		c.facts = &info
		if c.organization == "" {
			c.organization = info.OrganizationID
		}
	}
	c.http = guarded(conf.client, base)
	c.services()
	return c, nil
}

func (c *Client) services() {
	c.Organizations = &Organizations{c}
	c.Workspaces = &Workspaces{c}
	c.Clusters = &Clusters{c}
	c.Options = &Options{c}
	c.Deployments = &Deployments{c}
	c.Deploys = &Deploys{c}
	c.EnvironmentObjects = &EnvironmentObjects{c}
	c.APITokens = &APITokens{c}
	c.AgentTokens = &AgentTokens{c}
	c.Users = &Users{c}
	c.Teams = &Teams{c}
	c.Roles = &Roles{c}
	c.Invites = &Invites{c}
	c.IPRanges = &IPRanges{c}
	c.AuditLogs = &AuditLogs{c}
	c.Previews = &Previews{c}
}

// Organization returns the ID of the Organization that the services work in, "" when neither the caller nor the token
// named one.
func (c *Client) Organization() string { return c.organization }

// Token returns what the token says about itself, without its value; ok is false when it is not a JSON Web Token.
func (c *Client) Token() (info TokenInfo, ok bool) {
	if c.facts == nil {
		return TokenInfo{}, false
	}
	return c.facts.clone(), true
}

// checkToken refuses what cannot stand in a header, without quoting any of it.
func checkToken(token string) error {
	if token == "" {
		return fmt.Errorf("the API token is empty")
	}
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return fmt.Errorf("the API token holds a space or a character outside ASCII: pass it alone, without \"Bearer\"")
	}
	return nil
}
