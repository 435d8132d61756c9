package main

import (
	"context"
	_ "embed"
	"errors"
	"strings"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

//go:embed etl.yaml
var draft []byte

//go:embed etl-corrected.yaml
var corrected []byte

// vault is where the values of secrets come from: no file holds them.
func vault(key string) (string, bool) { return "value of " + key, true }

// check says what is wrong with a file before anybody sends it.
func (s *story) check(context.Context) error {
	s.line("A Deployment file as people write it:\n")
	file, found := deployfile.Check("etl.yaml", draft, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate})
	s.findings(found, diag.TextOptions{Source: file.Source(), Redact: file.SecretRanges()})
	s.line("etl.yaml must not be applied: %s, %s", plural(found.Counts().Error, "error"), plural(found.Counts().Warning, "warning"))
	return nil
}

// create applies the corrected file, of which there is no Deployment yet.
func (s *story) create(ctx context.Context) error {
	file, found := deployfile.Parse("etl-corrected.yaml", corrected)
	if err := found.Err(); err != nil {
		return err
	}
	s.astro.ForgetRequests()
	result, err := s.api.Apply(ctx, client.Target{}, file.Deployment, client.WithSecrets(deployfile.SecretOptions{Values: vault}))
	if err != nil {
		return err
	}
	s.etl = result.Deployment.ID
	s.line("\nThe corrected file, its secrets from a vault:\n")
	s.line("  %s Deployment %q, ID %s, with %s", result.Outcome, result.Deployment.Name, result.Deployment.ID, s.requests())
	return nil
}

// change edits the file, reads the plan and applies it.
func (s *story) change(ctx context.Context) error {
	file, err := edited()
	if err != nil {
		return err
	}
	planned, err := s.api.Plan(ctx, client.Target{}, file.Deployment)
	if err != nil {
		return err
	}
	s.line("\nThe file is changed: more heavy workers, no queue reports, and a secret is left out. The plan:\n")
	s.line("%s", planned.Plan)

	_, err = s.api.Apply(ctx, client.Target{}, file.Deployment)
	if !errors.As(err, new(*client.ConsentError)) {
		return errors.New("the deletion was not refused")
	}
	s.line("\nApply refuses what nobody has agreed to:\n\n  %v", err)

	s.astro.ForgetRequests()
	result, err := s.api.Apply(ctx, client.Target{}, file.Deployment, client.AllowDelete(), client.Against(planned.Plan))
	if err != nil {
		return err
	}
	s.line("\nWith consent, and only if nobody else has changed it since the plan:\n")
	s.line("  %s with %s; read back, what was asked for is what runs", result.Outcome, s.requests())

	s.astro.ForgetRequests()
	if result, err = s.api.Apply(ctx, client.Target{}, file.Deployment); err != nil {
		return err
	}
	s.line("  once more: %s with %s", result.Outcome, s.requests())
	for _, key := range []string{"API_TOKEN", "WAREHOUSE_PASSWORD"} {
		value, _ := vault(key)
		if stored, ok := s.astro.RevealVariable(result.Deployment.ID, key); !ok || stored != value {
			return errors.New("the secret " + key + " is lost")
		}
		s.line("  the secret %s still has its value", key)
	}
	return nil
}

// edited changes the text of the corrected file by path; every other byte stays.
func edited() (*deployfile.File, error) {
	file, _ := deployfile.Parse("etl-corrected.yaml", corrected)
	edit := file.Edit()
	err := errors.Join(
		edit.Set("deployment.worker_queues[name=heavy].max_worker_count", "9"),
		edit.Delete("deployment.worker_queues[name=reports]"),
		edit.Delete("deployment.environment_variables[key=API_TOKEN]"),
	)
	if err != nil {
		return nil, err
	}
	file, found := deployfile.Parse("etl-changed.yaml", edit.Bytes())
	return file, found.Err()
}

// template makes a file that others can be made from of the Deployment that runs.
func (s *story) template(ctx context.Context) error {
	live, err := s.api.Inspect(ctx, client.Target{Name: "etl", Workspace: "Data Platform"})
	if err != nil {
		return err
	}
	text, err := deployfile.Marshal(deployfile.Template(live), deployfile.SyntaxYAML)
	if err != nil {
		return err
	}
	head, _, _ := strings.Cut(string(text), "    configuration:\n")
	s.line("\nA template of what runs, secrets as slots without values; it begins\n")
	s.line("  %s", strings.ReplaceAll(strings.TrimSpace(head), "\n", "\n  "))
	return nil
}

// preview gives a branch a Deployment of its own, and takes it away again.
func (s *story) preview(ctx context.Context) error {
	key := client.PreviewKey{Source: s.etl, Ref: "feature/faster-loads"}
	up, err := s.api.Previews.Up(ctx, client.PreviewOptions{Key: key, Values: vault, Set: []deployfile.Override{
		{Path: "deployment.worker_queues[name=heavy].max_worker_count", Value: "1"},
	}})
	if err != nil {
		return err
	}
	s.line("\nA preview for the branch %s:\n", key.Ref)
	s.line("  %s Deployment %q, which expires and says in its description what it is of", up.Outcome, up.Deployment.Name)
	if _, err = s.api.Previews.Down(ctx, client.PreviewRef{Key: key}); err != nil {
		return err
	}
	names, err := s.names(ctx)
	s.line("  the branch is merged, the preview deleted; left in the Workspace: %s", strings.Join(names, ", "))
	return err
}
