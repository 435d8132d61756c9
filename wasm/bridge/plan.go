package bridge

import (
	"bytes"

	"github.com/astrofile/astrofile/deployfile"
)

// plan compares the live Deployment with what the document makes of it.
func plan(r *Request, a *reply) error {
	var live deployfile.Deployment
	if r.hasLive() {
		was, found := deployfile.Parse("", r.Live)
		if found.Err() != nil {
			a.live, a.mode = found, deployfile.ModeUpdate
			_, a.found = deployfile.Check(r.name, r.Source, deployfile.ValidateOptions{Mode: a.mode, KeepsSecrets: true})
			return nil
		}
		live = was.Deployment
	}
	file, _ := deployfile.Parse(r.name, r.Source)
	p, found, good := file.Plan(live, deployfile.SecretOptions{
		Delete: r.delete, Expose: r.expose, Strict: r.is(optionStrictSecrets),
	})
	a.found, a.mode = found, deployfile.ModeUpdate
	if p.Creation {
		a.mode = deployfile.ModeCreate
	}
	if !good {
		return nil
	}
	wire, err := p.MarshalJSON()
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := p.Text(&text, deployfile.PlanTextOptions{Width: r.width}); err != nil {
		return err
	}
	a.plan, a.text = wire, text.Bytes()
	return nil
}

func planMembers(dst []byte, a *reply) []byte {
	dst = appendMember(dst, "plan")
	if a.plan == nil {
		dst = append(dst, "null"...)
	} else {
		dst = append(dst, a.plan...)
	}
	dst = appendText(appendMember(dst, "text"), a.text)
	return a.live.AppendJSON(appendMember(dst, "live"))
}
