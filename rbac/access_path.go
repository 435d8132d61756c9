package rbac

import (
	"strconv"
	"strings"
)

// The names of subjects and lists in paths.
const (
	pathUsers  = "users"
	pathTeams  = "teams"
	pathTokens = "tokens"
)

// entry is an element of a list, named by the members that identify it: list[key=value,…]. Values that could be taken
// for something else stand in quotes.
func entry(list string, pairs ...string) string {
	var b strings.Builder
	b.WriteString(list + "[")
	for i := 0; i+1 < len(pairs); i += 2 {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(pairs[i] + "=" + plain(pairs[i+1]))
	}
	b.WriteByte(']')
	return b.String()
}

func plain(value string) string {
	for i := range len(value) {
		switch c := value[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("._@+-", c) >= 0:
		default:
			return strconv.Quote(value)
		}
	}
	if value == "" {
		return `""`
	}
	return value
}

func (w WorkspaceRole) path() string { return entry("workspaceRoles", "workspaceId", w.WorkspaceID) }

func (d DeploymentRole) path() string {
	return entry("deploymentRoles", "deploymentId", d.DeploymentID)
}

func (d DagRole) path() string {
	if d.DagTag != "" {
		return entry("dagRoles", "deploymentId", d.DeploymentID, "dagTag", d.DagTag)
	}
	return entry("dagRoles", "deploymentId", d.DeploymentID, "dagId", d.DagID)
}

// foldEmail makes addresses comparable.
func foldEmail(s string) string { return strings.ToLower(s) }

func (u UserAccess) path() string {
	if u.Email == "" {
		return entry(pathUsers, "id", u.ID)
	}
	return entry(pathUsers, "email", foldEmail(u.Email))
}

func (t TeamAccess) path() string {
	if t.Name == "" {
		return entry(pathTeams, "id", t.ID)
	}
	return entry(pathTeams, "name", t.Name)
}

func (t TokenAccess) path() string {
	switch {
	case t.Name == "":
		return entry(pathTokens, "id", t.ID)
	case t.EntityID == "" || t.Scope == ScopeOrganization:
		return entry(pathTokens, "scope", string(t.Scope), "name", t.Name)
	}
	return entry(pathTokens, "scope", string(t.Scope), "entityId", t.EntityID, "name", t.Name)
}
