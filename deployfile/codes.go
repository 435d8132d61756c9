package deployfile

import "github.com/astrofile/astrofile/deployfile/diag"

// The codes of findings, in the order of CHECKS.md, which explains each with an example. Codes are API: they are never
// renamed and never reused.
const (

	// Text and syntax.
	CodeFileEmpty         diag.Code = "file-empty"
	CodeInputLimit        diag.Code = "input-limit"
	CodeEncodingInvalid   diag.Code = "encoding-invalid"
	CodeTabIndentation    diag.Code = "tab-indentation"
	CodeYAMLSyntax        diag.Code = "yaml-syntax"
	CodeJSONSyntax        diag.Code = "json-syntax"
	CodeMultipleDocuments diag.Code = "multiple-documents"
	CodeRootNotMapping    diag.Code = "root-not-mapping"

	// Keys and values.
	CodeSectionMissing    diag.Code = "section-missing"
	CodeUnknownField      diag.Code = "unknown-field"
	CodeFieldCase         diag.Code = "field-case"
	CodeMisplacedField    diag.Code = "misplaced-field"
	CodeAPIFieldName      diag.Code = "api-field-name"
	CodeLegacySection     diag.Code = "legacy-section"
	CodeLegacyField       diag.Code = "legacy-field"
	CodeLegacyDefaultFlag diag.Code = "legacy-default-flag"
	CodeDuplicateKey      diag.Code = "duplicate-key"
	CodeDuplicateKeyEqual diag.Code = "duplicate-key-equal"
	CodeWrongType         diag.Code = "wrong-type"
	CodeQuotedScalar      diag.Code = "quoted-scalar"
	CodeIntegerNotation   diag.Code = "integer-notation"
	CodeIntegerAmbiguous  diag.Code = "integer-ambiguous"
	CodeBoolNotation      diag.Code = "bool-notation"
	CodeScalarRetyped     diag.Code = "scalar-retyped"
	CodeScalarUnquoted    diag.Code = "scalar-unquoted"
	CodeEnumCase          diag.Code = "enum-case"
	CodeUnknownValue      diag.Code = "unknown-value"
	CodeFieldRequired     diag.Code = "field-required"
	CodeTextTooLong       diag.Code = "text-too-long"
	CodeDuplicateName     diag.Code = "duplicate-name"
	CodeDuplicateEntry    diag.Code = "duplicate-entry"
	CodePlaceholder       diag.Code = "placeholder"
	CodeValuePlaceholder  diag.Code = "value-placeholder"

	// Template files.
	CodeTemplateMetadata    diag.Code = "template-metadata"
	CodeTemplateSecretValue diag.Code = "template-secret-value"

	// Configuration.
	CodeNameMissing              diag.Code = "name-missing"
	CodeNameSpace                diag.Code = "name-space"
	CodeRuntimeVersionMissing    diag.Code = "runtime-version-missing"
	CodeRuntimeVersionFormat     diag.Code = "runtime-version-format"
	CodeRuntimeVersionSuffix     diag.Code = "runtime-version-suffix"
	CodeRuntimeVersionYanked     diag.Code = "runtime-version-yanked"
	CodeRuntimeVersionNotOffered diag.Code = "runtime-version-not-offered"
	CodeDagDeployRemote          diag.Code = "dag-deploy-remote"
	CodeSchedulerMissing         diag.Code = "scheduler-missing"
	CodeSchedulerRange           diag.Code = "scheduler-range"
	CodeFieldIgnored             diag.Code = "field-ignored"
	CodeHibernationConflict      diag.Code = "hibernation-conflict"
	CodeExecutorCase             diag.Code = "executor-case"
	CodeAstroExecutorUnsupported diag.Code = "astro-executor-unsupported"
	CodeClusterNameMissing       diag.Code = "cluster-name-missing"
	CodeClusterUnresolved        diag.Code = "cluster-unresolved"
	CodeWorkspaceNameMissing     diag.Code = "workspace-name-missing"
	CodeWorkspaceUnresolved      diag.Code = "workspace-unresolved"
	CodeDeploymentTypeMissing    diag.Code = "deployment-type-missing"
	CodeDeploymentTypeImplied    diag.Code = "deployment-type-implied"
	CodeDeploymentTypeAlias      diag.Code = "deployment-type-alias"
	CodePlacementMissing         diag.Code = "placement-missing"
	CodePlacementMismatch        diag.Code = "placement-mismatch"
	CodeRegionUnknown            diag.Code = "region-unknown"

	// Task pods and quotas.
	CodeQuantityFormat           diag.Code = "quantity-format"
	CodeQuantityUnit             diag.Code = "quantity-unit"
	CodeQuantityPair             diag.Code = "quantity-pair"
	CodeMemoryCpuRatio           diag.Code = "memory-cpu-ratio"
	CodeTaskPodAboveQuota        diag.Code = "task-pod-above-quota"
	CodeQuotaDocumented          diag.Code = "quota-documented"
	CodeQuotaLimit               diag.Code = "quota-limit"
	CodeDefaultWorkerTypeMissing diag.Code = "default-worker-type-missing"
	CodeWorkloadIdentityFormat   diag.Code = "workload-identity-format"

	// Remote execution.
	CodeRemoteExecutionUnsupported diag.Code = "remote-execution-unsupported"
	CodeRemoteExecutionDisabled    diag.Code = "remote-execution-disabled"
	CodeIPRangeFormat              diag.Code = "ip-range-format"
	CodeIPRangeHostBits            diag.Code = "ip-range-host-bits"
	CodeIPRangeOpen                diag.Code = "ip-range-open"
	CodeTaskLogBucketScheme        diag.Code = "task-log-bucket-scheme"

	// Environment variables.
	CodeEnvKeyIllegal       diag.Code = "env-key-illegal"
	CodeEnvKeyStyle         diag.Code = "env-key-style"
	CodeEnvValueMissing     diag.Code = "env-value-missing"
	CodeEnvValueEmpty       diag.Code = "env-value-empty"
	CodeSecretValueMissing  diag.Code = "secret-value-missing"
	CodeSecretBlank         diag.Code = "secret-blank"
	CodeSecretInPlainText   diag.Code = "secret-in-plain-text"
	CodeEnvValueLooksSecret diag.Code = "env-value-looks-secret"
	CodeEnvPlatformVariable diag.Code = "env-platform-variable"
	CodeEnvValueLarge       diag.Code = "env-value-large"

	// Worker queues.
	CodeQueuesWithKubernetes        diag.Code = "queues-with-kubernetes"
	CodeQueuesMissing               diag.Code = "queues-missing"
	CodeQueuesIgnored               diag.Code = "queues-ignored"
	CodeQueueDefaultMissing         diag.Code = "queue-default-missing"
	CodeQueueNameStyle              diag.Code = "queue-name-style"
	CodeWorkerTypeFamily            diag.Code = "worker-type-family"
	CodeWorkerTypeNotInCluster      diag.Code = "worker-type-not-in-cluster"
	CodeWorkerCountRange            diag.Code = "worker-count-range"
	CodeWorkerCountSentinel         diag.Code = "worker-count-sentinel"
	CodeWorkerCountOrder            diag.Code = "worker-count-order"
	CodeWorkerConcurrencyCeiling    diag.Code = "worker-concurrency-ceiling"
	CodeWorkerConcurrencyDocumented diag.Code = "worker-concurrency-documented"
	CodeWorkerLimit                 diag.Code = "worker-limit"
	CodePodStorageDocumented        diag.Code = "pod-storage-documented"
	CodePodSizeReadOnly             diag.Code = "pod-size-read-only"
	CodeQueueCountsDropped          diag.Code = "queue-counts-dropped"

	// Alert e-mails.
	CodeEmailFormat diag.Code = "email-format"
	CodeEmailDomain diag.Code = "email-domain"

	// Hibernation.
	CodeSchedulesIgnored       diag.Code = "schedules-ignored"
	CodeScheduleCount          diag.Code = "schedule-count"
	CodeCronFormat             diag.Code = "cron-format"
	CodeCronBlank              diag.Code = "cron-blank"
	CodeCronNever              diag.Code = "cron-never"
	CodeScheduleSameTime       diag.Code = "schedule-same-time"
	CodeScheduleOverlap        diag.Code = "schedule-overlap"
	CodeScheduleEnabledMissing diag.Code = "schedule-enabled-missing"

	// Metadata.
	CodeMetadataTime         diag.Code = "metadata-time"
	CodeMetadataUnknownField diag.Code = "metadata-unknown-field"

	// Target and omission.
	CodeNameExists     diag.Code = "name-exists"
	CodeNameUnresolved diag.Code = "name-unresolved"
	CodeOmittedResets  diag.Code = "omitted-resets"

	// Against the live Deployment.
	CodeRuntimeVersionDiffers  diag.Code = "runtime-version-differs"
	CodeDagDeployLocked        diag.Code = "dag-deploy-locked"
	CodeDevelopmentModeEnable  diag.Code = "development-mode-enable"
	CodeDevelopmentModeDisable diag.Code = "development-mode-disable"
	CodeImmutableChanged       diag.Code = "immutable-changed"
	CodeRemoteExecutionToggled diag.Code = "remote-execution-toggled"
	CodeEnvDeleted             diag.Code = "env-deleted"
	CodeEnvAllDeleted          diag.Code = "env-all-deleted"
	CodeSecretUnknown          diag.Code = "secret-unknown"
	CodeSecretExposed          diag.Code = "secret-exposed"
	CodeQueuesRequired         diag.Code = "queues-required"
	CodeQueueDeleted           diag.Code = "queue-deleted"
	CodeOverrideEnded          diag.Code = "override-ended"
	CodeMetadataTarget         diag.Code = "metadata-target"
	CodeResetByOmission        diag.Code = "reset-by-omission"

	// Secrets that an update keeps.
	CodeSecretKept    diag.Code = "secret-kept"
	CodeSecretSet     diag.Code = "secret-set"
	CodeSecretDeleted diag.Code = "secret-deleted"
	CodeSecretOption  diag.Code = "secret-option"

	// Files of environment variables.
	CodeEnvFileSyntax    diag.Code = "env-file-syntax"
	CodeEnvFileReference diag.Code = "env-file-reference"

	// Comments that silence findings.
	CodeIgnoreUnused      diag.Code = "ignore-unused"
	CodeIgnoreUnexplained diag.Code = "ignore-unexplained"
	CodeIgnoreRefused     diag.Code = "ignore-refused"
)
