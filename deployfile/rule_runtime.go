package deployfile

import (
	"errors"
	"strings"
	"time"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/image/astroruntime"
	"github.com/astrofile/astrofile/internal/spec"
)

func checkRuntimeVersionMissing(c *check) {
	if c.Configuration.RuntimeVersion != "" {
		return
	}
	c.report(configuration("runtime_version"),
		"runtime_version is missing: the server takes its current release, so two runs may differ; the official CLI sends an empty value")
}

// runtimeVersion returns the version that the file names, without what belongs to an image tag; ok is false when it
// names none.
func (c *check) runtimeVersion() (v astroruntime.Version, ok bool) {
	v, err := astroruntime.Parse(c.Configuration.RuntimeVersion)
	return v.WithoutSuffix(), err == nil
}

func checkRuntimeVersionFormat(c *check) {
	text := c.Configuration.RuntimeVersion
	if text == "" {
		return
	}
	_, err := astroruntime.Parse(text)
	if err == nil {
		return
	}
	p := configuration("runtime_version")
	f := c.report(p, "runtime_version %s has neither the form MAJOR.MINOR.PATCH nor X.Y-N", diag.Quote(text))
	f.Hint = "write a version of one of these forms"
	c.explainVersion(f, p, err)
	c.lose(p)
}

// explainVersion completes a finding about a text that is no version.
func (c *check) explainVersion(f *diag.Diagnostic, p diag.Path, err error) {
	parse, ok := errors.AsType[*astroruntime.ParseError](err)
	if !ok {
		return
	}
	meant := parse.Suggestion.WithoutSuffix().String()
	switch {
	case parse.Reason == astroruntime.ReasonFloating && meant != "":
		f.Message += ": it is a tag that names another build from week to week"
		f.Hint = "write the build, such as " + diag.Quote(meant)
	case parse.Reason == astroruntime.ReasonFloating:
		f.Message += ": it is a tag that names no single build"
	case parse.Reason == astroruntime.ReasonMisplacedDash:
		f.Hint = "did you mean " + diag.Quote(meant) + "?"
		f.Fix = c.replace(p, meant)
	default:
		trimmed := strings.TrimSpace(parse.Text)
		if _, err := astroruntime.Parse(trimmed); err == nil {
			f.Hint = "write " + diag.Quote(trimmed) + " without white space around it"
			f.Fix = c.replace(p, trimmed)
		}
	}
}

func checkRuntimeVersionSuffix(c *check) {
	text := c.Configuration.RuntimeVersion
	v, err := astroruntime.Parse(text)
	if err != nil || v.ImageSuffix() == "" {
		return
	}
	p := configuration("runtime_version")
	version := v.WithoutSuffix().String()
	f := c.report(p, "runtime_version %s ends in %s, which belongs to an image tag", diag.Quote(text), diag.Quote(v.ImageSuffix()))
	f.Hint = "write " + diag.Quote(version)
	f.Fix = c.replace(p, version)
}

func checkRuntimeVersionYanked(c *check) {
	v, ok := c.runtimeVersion()
	if !ok {
		return
	}
	release, _ := astroruntime.Lookup(v)
	if !release.Yanked {
		return
	}
	table := astroruntime.TableDate()
	f := c.report(configuration("runtime_version"), "runtime_version %s was withdrawn and cannot be used for new Deployments (catalogue of %s)",
		diag.Quote(c.Configuration.RuntimeVersion), table.Format(time.DateOnly))
	f.Hint = "write a version that was not withdrawn"
	if newest, ok := astroruntime.Newest(v.Series(), table); ok {
		f.Hint = "write another version, such as " + diag.Quote(newest.Version.String())
	}
}

func checkRuntimeVersionNotOffered(c *check) {
	v, ok := c.runtimeVersion()
	if !ok || len(c.Limits.RuntimeReleases) == 0 {
		return
	}
	var series, newest astroruntime.Version // the newest one offered: of the same series, of all
	for _, r := range c.Limits.RuntimeReleases {
		offered, err := astroruntime.Parse(r.Version)
		offered = offered.WithoutSuffix()
		switch {
		case err != nil:
			continue
		case offered == v:
			return
		case offered.Series() == v.Series() && astroruntime.Compare(offered, series) > 0:
			series = offered
		}
		if astroruntime.Compare(offered, newest) > 0 {
			newest = offered
		}
	}
	f := c.report(configuration("runtime_version"), "runtime_version %s is not among those that the Organization may use for new Deployments",
		diag.Quote(c.Configuration.RuntimeVersion))
	switch {
	case !series.IsZero():
		f.Hint = "write " + diag.Quote(series.String()) + ", the newest that is offered of series " + v.Series()
	case !newest.IsZero():
		f.Hint = "write " + diag.Quote(newest.String()) + ", the newest that is offered; none of series " + v.Series() + " is"
	}
}

func checkAstroExecutorUnsupported(c *check) {
	if !c.executor.is(ExecutorAstro) {
		return
	}
	p := configuration("executor")
	if c.kind.is(KindHybrid) {
		c.report(p, "executor %s does not run on %s: it needs %s, and Airflow 3", ExecutorAstro, KindHybrid, anyOf(spec.Hosted.Names())).
			Hint = "write executor: CELERY or KUBERNETES, or correct deployment_type"
		return
	}
	version := configuration("runtime_version")
	v, ok := c.runtimeVersion()
	if !ok || v.Features().AstroExecutor || c.isLost(version) {
		return
	}
	f := c.report(p, "executor %s needs Airflow 3, and runtime_version %s is Airflow %d",
		ExecutorAstro, diag.Quote(c.Configuration.RuntimeVersion), v.AirflowMajor())
	f.Hint = "write executor: CELERY or KUBERNETES, or a runtime_version of the form X.Y-N"
	if meant, ok := dashed(v); ok {
		f.Hint = "did you mean " + diag.Quote(meant) + "?"
	}
	c.relate(f, version, "the version stands here")
}

// dashed returns 3.3-8 for 3.3.8, when there is a build of the first name and none of the second.
func dashed(v astroruntime.Version) (string, bool) {
	text := v.String()
	if i := strings.LastIndexByte(text, '.'); i >= 0 {
		text = text[:i] + "-" + text[i+1:]
	}
	meant, err := astroruntime.Parse(text)
	if err != nil {
		return "", false
	}
	_, exists := astroruntime.Lookup(meant)
	_, written := astroruntime.Lookup(v)
	return text, exists && !written
}
