package main

import (
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

// watched shows the plan of one file as soon as it is made, and then what happens.
type watched struct {
	env     environment
	command string
	inJSON  bool // the plan is part of a document that comes later
	file    *deployfile.File
	shown   bool
	err     error // why the plan could not be written
	last    string
}

func (w *watched) step(p client.Progress) {
	if p.Stage == client.StagePlan && p.Plan != nil && !w.inJSON && !p.Plan.Empty() {
		planned := *p.Plan
		nameFlags(&planned, w.file.Deployment.EnvironmentVariables)
		w.err, w.shown = writePlan(w.env, planned), true
		return
	}
	if text := stepOf(p); text != "" && text != w.last {
		w.last = text
		fmt.Fprintf(w.env.err, "astrofile %s: %s: %s\n", w.command, shown(p.Name), text)
	}
}

// writePlan writes a plan for people, with an empty line behind it.
func writePlan(env environment, p deployfile.Plan) error {
	if err := p.Text(env.out, deployfile.PlanTextOptions{Color: env.color, Width: env.width}); err != nil {
		return err
	}
	_, err := fmt.Fprintln(env.out)
	return err
}

// steps tells what happens to several Deployments.
func steps(env environment, command string) func(client.Progress) {
	last := map[string]string{}
	return func(p client.Progress) {
		if text := stepOf(p); text != "" && text != last[p.Name] {
			last[p.Name] = text
			fmt.Fprintf(env.err, "astrofile %s: %s: %s\n", command, shown(p.Name), text)
		}
	}
}

// stepOf describes a step, or returns "" for one that is over at once.
func stepOf(p client.Progress) string {
	switch p.Stage {
	case client.StageWrite:
		return "sending"
	case client.StageVerify:
		return "reading back"
	case client.StageWait:
		return strings.TrimSuffix(fmt.Sprintf("%s: %s", p.Status, shown(p.Reason)), ": ")
	default:
		return ""
	}
}
