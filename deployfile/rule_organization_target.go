package deployfile

import "github.com/astrofile/astrofile/deployfile/diag"

// targetRules are about the Deployment that the name in the file stands for.
var targetRules = []rule{
	{code: CodeNameExists, level: onCreate(failure), needs: theOrganization | mustStay,
		hint:    "update the one that exists, or write another name",
		summary: "A Deployment of this name exists in the Workspace already.", check: checkNameExists},
	{code: CodeNameUnresolved, level: onUpdate(failure), needs: theOrganization | noLive | mustStay,
		summary: "No Deployment in the Workspace has the name in the file, or several have.", check: checkNameUnresolved},
}

// namesakes returns the Deployments in the Workspace that the file is for, and the indexes of those that have its name.
// Without a Workspace, called is "".
func (c *check) namesakes() (all []entity, found []int, called string) {
	workspace, called := c.workspace()
	if workspace == "" || c.Organization.Deployments == nil || c.Configuration.Name == "" {
		return nil, nil, ""
	}
	for i := range c.Organization.Deployments {
		if d := &c.Organization.Deployments[i]; d.WorkspaceID == workspace {
			all = append(all, entity{d.ID, d.Name})
		}
	}
	return all, match(all, c.Configuration.Name), called
}

func checkNameExists(c *check) {
	all, found, called := c.namesakes()
	if len(found) == 0 {
		return
	}
	c.report(configuration("name"), "name %s is taken: Workspace %s has %s of this name: %s",
		diag.Quote(c.Configuration.Name), called, count(len(found), "Deployment"), some(idsOf(all, found)))
}

func checkNameUnresolved(c *check) {
	all, found, called := c.namesakes()
	if called == "" {
		return
	}
	if len(found) != 1 {
		c.reportUnresolved("name", c.Configuration.Name, "Deployment", "in Workspace "+called, all, found).
			Fix = nil // the file may be for another one, which does not exist yet
	}
}
