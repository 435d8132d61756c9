package client

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mint returns a token with the given payload, unsigned.
func mint(payload string) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"none"}`)) + "." + part([]byte(payload)) + "."
}

func TestReadToken(t *testing.T) {
	for name, tc := range map[string]struct {
		payload string
		want    TokenInfo
	}{
		"person": {`{"sub":"auth0|1","org_id":"org_x","exp":1700000000}`, TokenInfo{Kind: TokenKindPerson, ExpiresAt: time.Unix(1700000000, 0).UTC()}},
		"organization": {`{"permissions":["apiTokenId:t","organizationId:o"],"apiTokenId":"t","isAstronomerGenerated":true}`,
			TokenInfo{Kind: TokenKindOrganization, ID: "t", OrganizationID: "o", IssuedBySystem: true}},
		"workspace": {`{"permissions":["workspaceId:w","organizationId:o"],"exp":1700000000.5}`,
			TokenInfo{Kind: TokenKindWorkspace, OrganizationID: "o", WorkspaceIDs: []string{"w"}, ExpiresAt: time.Unix(1700000000, 0).UTC()}},
		"deployment": {`{"permissions":["organizationId:o","workspaceId:w","deploymentId:d","deploymentId:e"]}`,
			TokenInfo{Kind: TokenKindDeployment, OrganizationID: "o", WorkspaceIDs: []string{"w"}, DeploymentIDs: []string{"d", "e"}}},
		"strange permissions": {`{"permissions":["nocolon","organizationId:","x:y:z",7,null,{"a":1}]}`, TokenInfo{Kind: TokenKindOrganization}},
		"absurd expiry":       {`{"exp":1e300}`, TokenInfo{Kind: TokenKindPerson}},
		"negative expiry":     {`{"exp":-5}`, TokenInfo{Kind: TokenKindPerson}},
		"null":                {`{"permissions":null,"exp":null,"apiTokenId":null}`, TokenInfo{Kind: TokenKindPerson}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadToken(mint(tc.payload))
			require.NoError(t, err)
			assert.Equal(t, tc.want, got)
		})
	}
}

func TestReadTokenRefuses(t *testing.T) {
	hush := base64.RawURLEncoding.EncodeToString([]byte(`{"hush":1`))
	for name, token := range map[string]string{
		"empty": "", "opaque": "hushhush", "two parts": "hush.hush", "four parts": "hush.hush.hush.hush", "no base64": "a.hush!.c",
		"no JSON": "a." + hush + ".c", "list": mint("[]"), "JSON null": mint("null"), "text": mint(`"hush"`), "huge": mint(`{"a":"` + strings.Repeat("x", maxToken) + `"}`),
		"permissions of another type": mint(`{"permissions":"hush"}`), "expiry of another type": mint(`{"exp":"hush"}`),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadToken(token)
			require.EqualError(t, err, "the API token is not a JSON Web Token")
		})
	}
}

func FuzzReadToken(f *testing.F) {
	f.Add("a.b.c")
	f.Add(mint(`{"permissions":["organizationId:o","deploymentId:"],"exp":1e18}`))
	f.Add(mint(`{"exp":-1e-300}`))
	f.Fuzz(func(t *testing.T, token string) {
		checkRead(t, token)
		checkRead(t, mint(token))
	})
}

func checkRead(t *testing.T, token string) {
	info, err := ReadToken(token)
	if err != nil {
		assert.Equal(t, "the API token is not a JSON Web Token", err.Error())
		return
	}
	assert.Contains(t, []TokenKind{TokenKindPerson, TokenKindOrganization, TokenKindWorkspace, TokenKindDeployment}, info.Kind)
	assert.False(t, info.Expired(time.Time{}))
	assert.Equal(t, !info.ExpiresAt.IsZero(), info.Expired(time.Unix(math.MaxInt32*1000, 0)))
	if !info.ExpiresAt.IsZero() {
		_, err := info.ExpiresAt.MarshalText()
		assert.NoError(t, err)
	}
}

// answering is a transport that gives every request the same answer and counts them.
type answering struct {
	status int
	body   string
	calls  int
}

func (a *answering) RoundTrip(r *http.Request) (*http.Response, error) {
	a.calls++
	return answer(r, a.status, a.body), nil
}

func TestExpiredTokenIsRefusedBeforeTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		expiry := time.Now().Add(time.Hour)
		transport := &answering{status: 200, body: `{"id":"w"}`}
		c, err := New("o", mint(`{"permissions":["organizationId:o"],"exp":`+strconv.FormatInt(expiry.Unix(), 10)+`}`),
			WithHTTPClient(&http.Client{Transport: transport}))
		require.NoError(t, err)

		time.Sleep(time.Hour)
		_, err = c.Workspaces.Get(t.Context(), "w")
		require.NoError(t, err, "within the skew of clocks the API decides")

		time.Sleep(clockSkew)
		_, err = c.Workspaces.Get(t.Context(), "w")
		require.ErrorIs(t, err, ErrTokenExpired)
		require.ErrorContains(t, err, "has expired at "+expiry.UTC().Format(time.RFC3339))
		assert.Equal(t, 1, transport.calls)
	})
}

func TestForeignOrganizationIsRefusedBeforeTheCall(t *testing.T) {
	transport := &answering{status: 200, body: `{"id":"w"}`}
	c, err := New("other", mint(`{"permissions":["organizationId:mine"]}`), WithHTTPClient(&http.Client{Transport: transport}))
	require.NoError(t, err)
	_, err = c.Workspaces.Get(t.Context(), "w")
	require.ErrorIs(t, err, ErrTokenScope)
	require.EqualError(t, err, "GET /organizations/other/workspaces/w: the API token is for something else: it is of Organization mine")
	assert.Zero(t, transport.calls)
	_, err = c.Users.Self(t.Context(), SelfUserQuery{})
	assert.NoError(t, err, "no Organization in its path")
}

func TestRefusalsTellWhatTheTokenSays(t *testing.T) {
	past := `"exp":` + strconv.FormatInt(time.Now().Add(-clockSkew/2).Unix(), 10)
	get := func(path ...string) func(context.Context, *Client) error {
		return func(ctx context.Context, c *Client) error {
			return c.Do(ctx, http.MethodGet, c.path(path...), nil, nil, nil)
		}
	}
	for name, tc := range map[string]struct {
		payload string
		status  int
		call    func(context.Context, *Client) error
		is      error // beside the sentinel of the status
		want    string
	}{
		"expired 401":          {`{"permissions":["organizationId:o"],` + past + `}`, 401, get("workspaces", "w"), ErrTokenExpired, "has expired at"},
		"expired 403":          {`{` + past + `}`, 403, get("workspaces", "w"), ErrTokenExpired, "has expired at"},
		"revoked":              {`{"permissions":["organizationId:o"]}`, 401, get("workspaces", "w"), nil, "revoked, rotated"},
		"other Workspace":      {`{"permissions":["organizationId:o","workspaceId:mine"]}`, 403, get("workspaces", "w"), ErrTokenScope, "it is for Workspace mine"},
		"own Workspace":        {`{"permissions":["organizationId:o","workspaceId:w"]}`, 403, get("workspaces", "w"), nil, "roles of the API token"},
		"Workspace elsewhere":  {`{"permissions":["organizationId:o","workspaceId:w"]}`, 403, get("clusters"), nil, "reaches Workspace w only"},
		"other Deployment":     {`{"permissions":["organizationId:o","deploymentId:mine"]}`, 403, get("deployments", "d", "deploys"), ErrTokenScope, "it is for Deployment mine"},
		"own Deployment":       {`{"permissions":["organizationId:o","deploymentId:d"]}`, 403, get("deployments", "d"), nil, "roles of the API token"},
		"Deployment elsewhere": {`{"permissions":["organizationId:o","deploymentId:a","deploymentId:b","deploymentId:c","deploymentId:d"]}`, 403, get("clusters"), ErrTokenScope, "a, b, c and 1 more"},
		"person":               {`{}`, 403, get("workspaces", "w"), nil, "roles of the person"},
	} {
		t.Run(name, func(t *testing.T) {
			transport := &answering{status: tc.status, body: `{"message":"no","requestId":"r","statusCode":` + fmt.Sprint(tc.status) + `}`}
			c, err := New("o", mint(tc.payload), WithHTTPClient(&http.Client{Transport: transport}))
			require.NoError(t, err)
			err = tc.call(t.Context(), c)
			require.ErrorContains(t, err, tc.want)
			assert.Equal(t, tc.status == 401, isOf(err, ErrUnauthorized))
			assert.Equal(t, tc.status == 403, isOf(err, ErrForbidden))
			assert.Equal(t, errors.Is(tc.is, ErrTokenExpired), isOf(err, ErrTokenExpired))
			assert.Equal(t, errors.Is(tc.is, ErrTokenScope), isOf(err, ErrTokenScope))
			assert.Equal(t, 1, transport.calls)
		})
	}
}
