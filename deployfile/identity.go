package deployfile

import "strings"

const (
	roleARNForm        = "the ARN of a role: arn:aws:iam::ACCOUNT:role/NAME with an account of 12 digits"
	serviceAccountForm = "the address of a service account: NAME@PROJECT.iam.gserviceaccount.com"
)

// identityFault says why text cannot be a workload identity of the cloud provider, and the form to write, where one is
// known. What an identity looks like on Azure, or without a provider, is not known: there only what is certainly
// another thing is at fault. The reason is "" for an identity that may be right.
func identityFault(provider CloudProvider, text string) (reason, form string) {
	switch {
	case provider == CloudAWS && !isRoleARN(text):
		return "is not the ARN of a role, which is the identity of AWS", roleARNForm
	case provider == CloudGCP && !isServiceAccount(text):
		return "is not the address of a service account, which is the identity of GCP", serviceAccountForm
	case provider == CloudAWS, provider == CloudGCP:
		return "", ""
	case provider == CloudAzure && isRoleARN(text):
		return "is an identity of AWS, and cloud_provider is AZURE", ""
	case provider == CloudAzure && isServiceAccount(text):
		return "is an identity of GCP, and cloud_provider is AZURE", ""
	case strings.HasPrefix(text, "arn:") && !isRoleARN(text):
		return "starts like an ARN and is not the ARN of a role", roleARNForm
	default:
		return "", ""
	}
}

// isRoleARN does by hand what spec.PatternAWSRoleARN says.
func isRoleARN(text string) bool {
	rest, ok := strings.CutPrefix(text, "arn:aws")
	if !ok {
		return false
	}
	rest = rest[runOf(rest, func(b byte) bool { return b == '-' || asciiLower(b) }):]
	rest, ok = strings.CutPrefix(rest, ":iam::")
	if !ok || runOf(rest, asciiDigit) != 12 {
		return false
	}
	name, ok := strings.CutPrefix(rest[12:], ":role/")
	return ok && name != "" && strings.IndexByte(name, '\n') < 0
}

// isServiceAccount does by hand what spec.PatternGCPServiceAccount says.
func isServiceAccount(text string) bool {
	text, ok := strings.CutSuffix(text, ".iam.gserviceaccount.com")
	name := runOf(text, func(b byte) bool { return b == '-' || asciiLower(b) || asciiDigit(b) })
	if !ok || name == 0 || name == len(text) || text[name] != '@' {
		return false
	}
	project := text[name+1:]
	return project != "" && len(project) == runOf(project, func(b byte) bool {
		return b == '-' || b == '.' || b == ':' || asciiLower(b) || asciiDigit(b)
	})
}
