package deployfile

import (
	"github.com/astrofile/astrofile/deployfile/diag"
)

// InstantiateOptions say how one Deployment differs from its template.
type InstantiateOptions struct {
	Name string     // of the Deployment; "" keeps the one that the template has
	Mode Mode       // [ModeUpdate] to replace an existing Deployment; any other is [ModeCreate]
	Set  []Override // applied in their order, after the name
	// Values is where the values of environment variables come from that have none in the template, or a placeholder. It
	// is asked by key after the overrides. An empty answer is none for a secret. What it gives is never printed.
	Values func(key string) (string, bool)
}

// Override is one value that replaces, or adds to, what the template says.
type Override struct {
	Path  diag.Path // deployment.configuration.region, deployment.worker_queues[name=default].max_worker_count
	Value string    // as a file would have it, without quotes
}

// Instantiate makes a Deployment from a template, or from any Deployment. The findings are those of
// [Deployment.Validate] for the mode, what is wrong with the overrides, and everything that still has to be filled in:
// the name, values of secrets, placeholders. A secret that has its value from an override or from Values does not stand
// in plain text anywhere, so nothing is said about that. With an error among the findings the result is not fit to be
// applied. The template is not changed.
//
// A placeholder that is no text, such as <HA> where a boolean belongs, has no place in a Deployment: for a template that
// was read from a file use [File.Instantiate], which knows of those too.
func Instantiate(template Deployment, o InstantiateOptions) (Deployment, diag.List) {
	return instantiate(template, nil, o)
}

// Instantiate makes a Deployment from the template that the file is, as the function [Instantiate] does. It also reports
// the placeholders that are no text and that no override replaces, and gives every finding its place in the file. What
// [Parse] has found is not repeated: what it could not read is not part of the Deployment.
func (f *File) Instantiate(o InstantiateOptions) (Deployment, diag.List) {
	if f.reading == nil {
		return Instantiate(f.Deployment, o)
	}
	d, found := instantiate(f.Deployment, f.placeholders, o)
	for i := range found {
		f.resolve(&found[i])
	}
	return d, f.Locate(found)
}

// instantiate is Instantiate with the placeholders of the text that the template was read from.
func instantiate(template Deployment, open []placeholder, o InstantiateOptions) (Deployment, diag.List) {
	d := template.clone()
	d.Metadata = nil // that of another Deployment
	set := pathSet{}
	if o.Name != "" {
		d.Configuration.Name = o.Name
		set.add(configuration("name"))
	}
	faults := d.override(o.Set, set)
	for i := range d.EnvironmentVariables {
		v := &d.EnvironmentVariables[i]
		v.hidden = v.hidden || v.IsSecret && v.Value != template.EnvironmentVariables[i].Value // an override's
	}
	d.fill(o.Values)

	mode := ModeCreate
	if o.Mode == ModeUpdate {
		mode = ModeUpdate
	}
	c := newCheck(&d, nil, ValidateOptions{Mode: mode})
	for i := range faults {
		c.reportFault(&faults[i])
	}
	c.reportPlaceholders()
	c.reportOpen(open, set)
	c.run()
	return d, c.finish()
}

// override applies the overrides and returns what is wrong with those that cannot be. The places of the others go into
// set, with all that they stand in.
func (d *Deployment) override(overrides []Override, set pathSet) []pathFault {
	var faults []pathFault
	for _, o := range overrides {
		p, fault := setPath(d, o.Path, o.Value)
		if fault != nil {
			faults = append(faults, *fault)
		}
		for ; p != ""; p = p.Parent() {
			set.add(p)
		}
	}
	return faults
}

// fill asks for the values of variables that have none.
func (d *Deployment) fill(values func(key string) (string, bool)) {
	for i := range d.EnvironmentVariables {
		v := &d.EnvironmentVariables[i]
		if v.Value == nil || v.IsSecret && *v.Value == "" || isValuePlaceholder(*v.Value) {
			v.takeFrom(values)
		}
	}
}

// reportFault adds the finding about an override. A value that it would have replaced gets no finding of its own.
func (c *check) reportFault(f *pathFault) {
	c.add(ruleOf()[f.code], f.path, span{}, "override: %s", f.message).Hint = f.hint
	if f.leaf {
		c.lose(f.at)
	}
}
