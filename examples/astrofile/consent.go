package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

// consentFlags agree to what destroys something.
type consentFlags struct {
	delete, rename, leaveBlocked bool
	impacts                      list
}

func (c *consentFlags) register(flags *flag.FlagSet) {
	flags.BoolVar(&c.delete, "allow-delete", false, "agree to the deletions in the plan")
	flags.Var(&c.impacts, "allow-impact", "agree to changes with these `IMPACTS`, separated by commas: "+strings.Join(impacts(), ", "))
	flags.BoolVar(&c.rename, "allow-rename", false, "let FILE rename the Deployment that another flag names")
	flags.BoolVar(&c.leaveBlocked, "leave-blocked", false, "apply the rest of a plan in which something is blocked, and leave that as it is")
}

// impacts are those that an update needs consent for, beside deletions.
func impacts() []string {
	return []string{string(deployfile.ImpactQueueReplaced), string(deployfile.ImpactDataLoss), string(deployfile.ImpactIrreversible)}
}

func (c consentFlags) check() error {
	for _, impact := range c.impacts {
		if !slices.Contains(impacts(), impact) {
			return fmt.Errorf("unknown impact %q: those to agree to are %s", impact, strings.Join(impacts(), ", "))
		}
	}
	return nil
}

func (c consentFlags) options() []client.ApplyOption {
	var options []client.ApplyOption
	if c.delete {
		options = append(options, client.AllowDelete())
	}
	if c.rename {
		options = append(options, client.AllowRename())
	}
	if c.leaveBlocked {
		options = append(options, client.LeaveBlocked())
	}
	for _, impact := range c.impacts {
		options = append(options, client.AllowImpact(deployfile.Impact(impact)))
	}
	return options
}
