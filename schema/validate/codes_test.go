package validate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// text has the codes of files that cannot be read, or not in one way only: there is no value to hold against a schema.
var text = []diag.Code{
	deployfile.CodeFileEmpty, deployfile.CodeInputLimit, deployfile.CodeEncodingInvalid, deployfile.CodeTabIndentation,
	deployfile.CodeYAMLSyntax, deployfile.CodeJSONSyntax, deployfile.CodeMultipleDocuments,
}

// structural has the codes whose every finding of severity error a schema gives as well.
var structural = []diag.Code{
	deployfile.CodeRootNotMapping, deployfile.CodeSectionMissing, deployfile.CodeUnknownField, deployfile.CodeFieldCase,
	deployfile.CodeMisplacedField, deployfile.CodeAPIFieldName, deployfile.CodeLegacySection, deployfile.CodeLegacyDefaultFlag,
	deployfile.CodeWrongType, deployfile.CodePlaceholder, deployfile.CodeUnknownValue, deployfile.CodeFieldRequired,
	deployfile.CodeTextTooLong, deployfile.CodeNameMissing, deployfile.CodeRuntimeVersionFormat, deployfile.CodeSchedulerRange,
	deployfile.CodeAstroExecutorUnsupported, deployfile.CodeClusterNameMissing, deployfile.CodeDeploymentTypeMissing,
	deployfile.CodeRemoteExecutionUnsupported, deployfile.CodeEnvKeyIllegal,
	deployfile.CodeEnvValueMissing, deployfile.CodeSecretValueMissing, deployfile.CodeSecretBlank,
	deployfile.CodeQueuesWithKubernetes, deployfile.CodeQueueDefaultMissing, deployfile.CodeWorkerCountRange,
	deployfile.CodeWorkerConcurrencyCeiling, deployfile.CodeScheduleCount,
	deployfile.CodeIPRangeFormat, deployfile.CodeEmailFormat,
}

// partly has the codes that a schema gives for some files and not for others, and why.
var partly = map[diag.Code]string{
	deployfile.CodeQuotedScalar:     "quotes around yes and no cannot be seen in a value",
	deployfile.CodeIntegerAmbiguous: "010 is the number 10 in a value, 1:30 is text",
	deployfile.CodeQuantityFormat:   "a pattern does not know how large a quantity may be",
	deployfile.CodeCronFormat:       "a pattern knows the shape of the five fields, not the order of a range",
}

const (
	compares          = "compares one value with another"
	needsLive         = "needs the live Deployment"
	needsOrganization = "needs the limits or the names of an Organization, which a tailored schema has"
	needsOther        = "is about the other inputs of a caller, not about the file"
)

// validatorOnly has the codes that no schema gives, and why.
var validatorOnly = map[diag.Code]string{
	deployfile.CodeDuplicateKey:      "a mapping of values has every key once",
	deployfile.CodeDuplicateName:     compares,
	deployfile.CodeWorkerCountOrder:  compares,
	deployfile.CodeMemoryCpuRatio:    compares,
	deployfile.CodeTaskPodAboveQuota: compares,
	deployfile.CodeIgnoreRefused:     "a value has no comments",

	deployfile.CodeRuntimeVersionNotOffered: needsOrganization,
	deployfile.CodeQuotaLimit:               needsOrganization,
	deployfile.CodeWorkerLimit:              needsOrganization,
	deployfile.CodeClusterUnresolved:        needsOrganization,
	deployfile.CodeWorkspaceUnresolved:      needsOrganization,
	deployfile.CodeWorkerTypeNotInCluster:   needsOrganization,
	deployfile.CodeNameExists:               needsOrganization,
	deployfile.CodeNameUnresolved:           needsOrganization,
	deployfile.CodeDevelopmentModeEnable:    needsLive,
	deployfile.CodeImmutableChanged:         needsLive,
	deployfile.CodeRemoteExecutionToggled:   needsLive,
	deployfile.CodeEnvAllDeleted:            needsLive,
	deployfile.CodeSecretUnknown:            needsLive,
	deployfile.CodeQueuesRequired:           needsLive,
	deployfile.CodeSecretOption:             needsOther,
	deployfile.CodeEnvFileSyntax:            needsOther,
}

// TestEveryErrorIsAccountedFor holds the tables against the catalogue.
func TestEveryErrorIsAccountedFor(t *testing.T) {
	places := map[diag.Code]int{}
	for _, codes := range [][]diag.Code{text, structural} {
		for _, code := range codes {
			places[code]++
		}
	}
	for code := range partly {
		places[code]++
	}
	for code := range validatorOnly {
		places[code]++
	}
	for _, r := range deployfile.Catalogue() {
		if r.Severity == diag.SeverityError {
			assert.Equal(t, 1, places[r.Code], "%s belongs in one of the tables: %s", r.Code, r.Summary)
			delete(places, r.Code)
		}
	}
	assert.Empty(t, places, "codes that are no error")
}
