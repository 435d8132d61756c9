// Command emulator serves an Astro without an account: the control plane and the image registry of package clienttest,
// on two ports, for programs, pipelines and the official command line.
//
//	emulator [-addr 127.0.0.1:8888] [-registry 127.0.0.1:5555] [-seed FILE-OR-FOLDER]… [flags]
//
// It keeps everything in memory. What it starts with are Deployment files: each becomes a healthy Deployment in the
// Workspace that it names, and the clusters that files of Dedicated and Hybrid Deployments name are made, with the node
// pools that these need. Secrets that the files give no value have the value "placeholder". Without files there is one
// Workspace, "default". When everything is there it writes one line of JSON to standard output, and nothing else:
//
//	{"url":"http://127.0.0.1:8888","registry":"127.0.0.1:5555","organizationId":"…",
//	 "workspaces":[{"id":"…","name":"default"}],"deployments":[],"token":"…"}
//
// The token is that of the Organization's owner. Programs that use package client take the URL for [client.WithBaseURL].
// A port of 0 is one that is free; an empty -registry starts none, and images count as pushed. It ends on interrupt.
//
// # The official command line
//
// ASTRO_DOMAIN=localhost and ASTRO_API_TOKEN with the token lead it here as long as both ports are the usual ones. Others
// go into its configuration file, as local.core and local.registry; say the registry's address the same way in both
// places. It also asks hosts of Astronomer for newer versions, which the emulator does not answer.
//
// # Exit codes
//
// 0 after an interrupt, 1 when Astro would refuse what a file describes, 64 for wrong usage, 66 for a file that cannot be
// read, 69 for an address that cannot be used, 74 when the line cannot be written.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/astrofile/astrofile/client/clienttest"
)

// Exit codes. Scripts use them: they do not change.
const (
	exitOK         = 0
	exitInvalid    = 1
	exitUsage      = 64
	exitUnreadable = 66
	exitAddress    = 69
	exitOutput     = 74
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second one ends it at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// settings are what the flags say.
type settings struct {
	addr, registry string
	seeds          []string
	step           time.Duration
	pageSize       int
	rateLimit      bool
	lenient        bool
	hybrid         bool
	verbose        bool
}

// options are those of the control plane. The blank Runtime version is what the official command line sends for none.
func (s settings) options(registry string) []clienttest.Option {
	all := []clienttest.Option{clienttest.WithBlankRuntime(), clienttest.WithStep(s.step)}
	for _, o := range []struct {
		on  bool
		add clienttest.Option
	}{
		{registry != "", clienttest.WithRegistry(registry)},
		{s.pageSize > 0, clienttest.WithPageSize(s.pageSize)},
		{s.rateLimit, clienttest.WithRateLimit()},
		{s.lenient, clienttest.WithLenientBodies()},
		{s.hybrid, clienttest.WithHybrid()},
	} {
		if o.on {
			all = append(all, o.add)
		}
	}
	return all
}

// run serves until the context ends.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	say := log.New(errs, "emulator: ", 0)
	set, code, done := parse(args, errs, say)
	if done {
		return code
	}
	seeds, code := readSeeds(set.seeds, errs, say)
	if code != exitOK {
		return code
	}
	api, err := listen(ctx, set.addr)
	if err != nil {
		say.Print(err)
		return exitAddress
	}
	defer api.close()
	images := &listener{}
	if set.registry != "" {
		if images, err = listen(ctx, set.registry); err != nil {
			say.Print(err)
			return exitAddress
		}
		defer images.close()
	}
	astro := clienttest.New(set.options(images.name)...)
	line := ready{
		URL: "http://" + api.name, Registry: images.name, OrganizationID: clienttest.Organization, Token: astro.Token(),
		Workspaces: []named{}, Deployments: []named{},
	}
	if !plant(astro, seeds, &line, say) {
		return exitInvalid
	}
	logged := newLog(errs, set.verbose)
	api.serve(logged.wrap("", astro))
	if images.Listener != nil {
		images.serve(logged.wrap("registry ", astro.Registry()))
	}
	if err := line.write(out); err != nil {
		say.Print("cannot say that it is ready: ", err)
		return exitOutput
	}
	<-ctx.Done()
	return exitOK
}

// parse reads the flags. done says that there is nothing left to do and the program exits with code.
func parse(args []string, errs io.Writer, say *log.Logger) (set settings, code int, done bool) {
	flags := flag.NewFlagSet("emulator", flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.StringVar(&set.addr, "addr", "127.0.0.1:8888", "address of the control plane; port 0 is a free one")
	flags.StringVar(&set.registry, "registry", "127.0.0.1:5555", "address of the image registry; empty: none")
	flags.Func("seed", "Deployment file, or folder of them, to start with; may be given several times", func(name string) error {
		if name == "" {
			return errors.New("the name is empty")
		}
		set.seeds = append(set.seeds, name)
		return nil
	})
	flags.DurationVar(&set.step, "step", 0, "how long everything takes that takes Astro a while, such as 5s; 0: until somebody looks")
	flags.IntVar(&set.pageSize, "page-size", 0, "longest page of a list, whatever is asked for; 0: no limit of its own")
	flags.BoolVar(&set.rateLimit, "rate-limit", false, "refuse what exceeds the rate limits of Astro")
	flags.BoolVar(&set.lenient, "lenient", false, "ignore unknown fields of bodies instead of refusing them")
	flags.BoolVar(&set.hybrid, "hybrid", false, "an Organization of the Hybrid product")
	flags.BoolVar(&set.verbose, "v", false, "write a line for every request to standard error")
	flags.Usage = func() {
		_, _ = io.WriteString(errs, "usage: emulator [flags]\n\nServes an Astro in memory: control plane and image registry.\n\nflags:\n")
		flags.PrintDefaults()
	}
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return set, exitOK, true
	case err != nil:
		return set, exitUsage, true
	case flags.NArg() > 0:
		err = fmt.Errorf("%q is no flag: name files with -seed", flags.Arg(0))
	case set.addr == "":
		err = errors.New("-addr is empty")
	case set.pageSize < 0:
		err = errors.New("-page-size is below 0")
	case set.step < 0:
		err = errors.New("-step is below 0")
	}
	if err != nil {
		say.Print(err)
		return set, exitUsage, true
	}
	return set, exitOK, false
}
