package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/rbac"
)

const canUsage = `usage: astrofile can [-role ROLE@SCOPE:ID]… [-id ID] [flags] JOB|OPERATION|PERMISSION…
       astrofile can [-live] [-id ID] [flags] JOB|OPERATION|PERMISSION…
       astrofile can -least [-scope SCOPE] JOB|OPERATION…

Says who may do that, and why, without trying it. The roles are those that -role gives, such as

  WORKSPACE_AUTHOR@WORKSPACE:cmw1    deployer@DEPLOYMENT:cmd1    DAG_VIEWER@DAG:cmd1/etl    ORGANIZATION_MEMBER

or, with -live, those that the API says the token has, or another one with -token-id; a token may read its own roles only
if it may manage tokens. Roles that are not built-in take -custom-role. With neither -role nor -live, the text of the token
decides alone: it says what the token is for and whether it is expired, not which role it has there, so that what it does
not rule out is undecided. Without flags that say otherwise the question is about what the first role, or the token, is for.

-least asks nobody and says what to grant: the weakest built-in role, and the smallest custom one.

The token comes from ASTRO_API_TOKEN.

Exit codes: 0 allowed; 1 denied; 3 undecided, nobody says whether the role allows it; 64 wrong usage; 66 a file cannot
be read; 74 the answer cannot be written. Of several questions the worst answer counts. With -least: 0 there is a role;
1 there is none; 3 nobody knows of one.` + apiCodes + `

flags:`

// canFlags say who wants to do something, and to what.
type canFlags struct {
	connection  connection
	roles       grants
	customRoles list
	at          rbac.Resource
	tags        list
	live, least bool
	tokenID     string
	scope       string
	format      string
}

func (set *canFlags) register(flags *flag.FlagSet) {
	set.connection.register(flags)
	flags.Var(&set.roles, "role", "a `ROLE@SCOPE:ID` to have; can be given several times")
	flags.Var(&set.customRoles, "custom-role", "a `FILE` with the JSON of a custom role, as examples/least-privilege prints it")
	flags.StringVar(&set.at.Workspace, "workspace-id", "", "`ID` of the Workspace that is asked about, or that the Deployment is in")
	flags.StringVar(&set.at.Deployment, "id", "", "`ID` of the Deployment that is asked about")
	flags.StringVar(&set.at.Dag, "dag", "", "`ID` of the Dag that is asked about")
	flags.Var(&set.tags, "dag-tag", "`TAGS` of that Dag")
	flags.BoolVar(&set.live, "live", false, "ask the API which roles the token has")
	flags.StringVar(&set.tokenID, "token-id", "", "with -live: the `ID` of another API token to ask about, which the one that calls has to be allowed to manage")
	flags.BoolVar(&set.least, "least", false, "say what to grant")
	flags.StringVar(&set.scope, "scope", "", "with -least: what it acts on, a deployment, workspace or organization; by default that is left to the operations")
	flags.StringVar(&set.format, "format", "text", "text or json")
}

func (set *canFlags) check(flags *flag.FlagSet, questions []string) error {
	about := ""
	flags.Visit(func(f *flag.Flag) {
		switch f.Name {
		case "role", "live", "id", "workspace-id", "dag", "dag-tag":
			about = "-" + f.Name
		}
	})
	switch {
	case len(questions) == 0:
		return errors.New("name a job, an operation of the API or a permission")
	case set.format != "text" && set.format != "json":
		return fmt.Errorf("unknown format %q: it is text or json", set.format)
	case len(set.customRoles) > 0 && len(set.roles) == 0:
		return errors.New("-custom-role describes a role that -role gives")
	case set.live && len(set.roles) > 0:
		return errors.New("give -role or -live, not both")
	case set.least && about != "":
		return fmt.Errorf("-least is about nobody: leave %s out", about)
	case set.tokenID != "" && !set.live:
		return errors.New("-token-id needs -live")
	case !set.least && set.scope != "":
		return errors.New("-scope belongs to -least")
	case (set.at.Dag != "" || len(set.tags) > 0) && set.at.Deployment == "":
		return errors.New("-dag and -dag-tag need the -id of the Deployment")
	case len(set.tags) > 0 && set.at.Dag == "":
		return errors.New("-dag-tag needs -dag")
	}
	set.at.DagTags = set.tags
	for _, q := range questions {
		if _, known := rbac.Required(q); !known && (set.least || !isPermission(q)) {
			return fmt.Errorf("%q is neither a job nor an operation of the API nor a permission; the jobs are %s", q, strings.Join(jobNames(), ", "))
		}
	}
	return nil
}

// isPermission reports whether the catalogue knows it as a permission, or the API might.
func isPermission(q string) bool {
	p := rbac.Permission(q)
	return p.Valid() || rbac.Builtin().Knows(p)
}

func jobNames() []string {
	var all []string
	for _, j := range rbac.Jobs() {
		all = append(all, string(j))
	}
	return all
}

// can says who may do what, without trying it.
func can(ctx context.Context, env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile can", flag.ContinueOnError)
	var set canFlags
	set.register(flags)
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), canUsage)
		flags.PrintDefaults()
		fmt.Fprintln(flags.Output(), "\njobs:", strings.Join(jobNames(), ", "))
	}
	questions, code, done := parse(env, flags, args)
	if done {
		return code
	}
	if err := set.check(flags, questions); err != nil {
		return misused(env, "can", err)
	}
	catalogue, code := set.catalogue(env)
	if code != exitOK {
		return code
	}
	if set.least {
		return set.grant(env, catalogue, questions)
	}
	who, code := set.who(ctx, env, catalogue)
	if code != exitOK {
		return code
	}
	return set.decide(env, who, questions)
}

// asked is somebody whom questions are about.
type asked interface {
	Can(p rbac.Permission, r rbac.Resource) rbac.Decision
	CanCall(operation string, r rbac.Resource) rbac.Decision
}

// identified asks an identity.
type identified struct{ *client.Identity }

func (i identified) CanCall(operation string, r rbac.Resource) rbac.Decision {
	return i.Decide(client.Intent{Operation: operation, Resource: r})
}

// decide answers every question.
func (set *canFlags) decide(env environment, who asked, questions []string) int {
	worst := exitOK
	for _, q := range questions {
		var d rbac.Decision
		if _, operation := rbac.Required(q); operation {
			d = who.CanCall(q, set.at)
		} else {
			d = who.Can(rbac.Permission(q), set.at)
		}
		if err := set.write(env, answer{Decision: &d, Explanation: d.Explain()}); err != nil {
			return unwritten(env, "can", "the answer", err)
		}
		set.help(env, d)
		switch {
		case d.Outcome == rbac.Denied:
			worst = exitInvalid
		case d.Outcome == rbac.Undecided && worst == exitOK:
			worst = exitBlocked
		}
	}
	return worst
}

// help names the flag that another answer takes.
func (set *canFlags) help(env environment, d rbac.Decision) {
	switch {
	case d.Reason == rbac.ReasonUnknownWorkspace:
		fmt.Fprintln(env.err, "astrofile can: -workspace-id says in which Workspace the Deployment is")
	case d.Outcome == rbac.Undecided && d.Reason == rbac.ReasonUnknownRole && !set.live:
		fmt.Fprintln(env.err, "astrofile can: the text of a token does not say which role it has: -live asks, -role supposes one")
	case d.Reason == rbac.ReasonUnknownRole && len(set.roles) > 0 && len(set.customRoles) == 0:
		fmt.Fprintln(env.err, "astrofile can: -custom-role describes a role that is not built-in; the names of built-in ones are in capitals")
	}
}
