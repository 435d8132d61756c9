package diag

// The part of the SARIF 2.1.0 object model that [SARIF] writes; the names in JSON are those of the standard.

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Invocations []sarifInvocation `json:"invocations"`
	ColumnKind  string            `json:"columnKind"`
	Results     []sarifResult     `json:"results"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version,omitempty"`
	InformationURI string      `json:"informationUri,omitempty"`
	Rules          []sarifRule `json:"rules,omitempty"`
}

type sarifRule struct {
	ID               string              `json:"id"`
	ShortDescription *sarifMessage       `json:"shortDescription,omitempty"`
	HelpURI          string              `json:"helpUri,omitempty"`
	Default          *sarifConfiguration `json:"defaultConfiguration,omitempty"`
}

type sarifConfiguration struct {
	Level string `json:"level"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    int                `json:"ruleIndex"`
	Level        string             `json:"level"`
	Message      sarifMessage       `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Related      []sarifLocation    `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions []sarifSuppression `json:"suppressions"`
	Fixes        []sarifFix         `json:"fixes,omitempty"`
}

type sarifLocation struct {
	ID       int                    `json:"id,omitempty"`
	Message  *sarifMessage          `json:"message,omitempty"`
	Physical *sarifPhysicalLocation `json:"physicalLocation,omitempty"`
	Logical  []sarifLogicalLocation `json:"logicalLocations,omitempty"`
}

type sarifPhysicalLocation struct {
	Artifact sarifArtifactLocation `json:"artifactLocation"`
	Region   *sarifRegion          `json:"region,omitempty"`
}

type sarifArtifactLocation struct {
	URI string `json:"uri"`
}

type sarifLogicalLocation struct {
	FullyQualifiedName string `json:"fullyQualifiedName"`
}

// sarifRegion names the same text by lines and columns and by bytes. Lines and columns are left out of the regions of
// edits, which are known by their bytes alone.
type sarifRegion struct {
	StartLine   int `json:"startLine,omitempty"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
	ByteOffset  int `json:"byteOffset"`
	ByteLength  int `json:"byteLength"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Justification string `json:"justification"`
}

type sarifFix struct {
	Description *sarifMessage         `json:"description,omitempty"`
	Changes     []sarifArtifactChange `json:"artifactChanges"`
}

type sarifArtifactChange struct {
	Artifact     sarifArtifactLocation `json:"artifactLocation"`
	Replacements []sarifReplacement    `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion   `json:"deletedRegion"`
	Inserted *sarifContent `json:"insertedContent,omitempty"`
}

// sarifContent repeats the text as bytes: the standard wants them where a region counts bytes.
type sarifContent struct {
	Text   string `json:"text"`
	Binary []byte `json:"binary"`
}

func newSarifInvocation(unread []Unread) sarifInvocation {
	v := sarifInvocation{Successful: len(unread) == 0}
	for _, u := range unread {
		n := sarifNotification{Level: "error", Message: sarifMessage{sarifText("cannot read the file: " + u.Reason)}}
		if u.File != "" {
			n.Locations = []sarifLocation{newSarifLocation(u.File, "", nil)}
		}
		v.Notifications = append(v.Notifications, n)
	}
	return v
}

func newSarifLocation(file string, path Path, r *Range) sarifLocation {
	var l sarifLocation
	if file != "" {
		l.Physical = &sarifPhysicalLocation{sarifArtifactLocation{fileURI(file)}, newSarifRegion(r)}
	}
	if path != "" {
		l.Logical = []sarifLogicalLocation{{string(path)}}
	}
	return l
}

// newSarifRegion returns nil for a range that has no lines.
func newSarifRegion(r *Range) *sarifRegion {
	if r == nil || r.Start.Line < 1 || r.Start.Column < 1 || r.Start.Offset < 0 {
		return nil
	}
	end := r.End
	if end.Line < r.Start.Line || end.Offset < r.Start.Offset || end.Line == r.Start.Line && end.Column < r.Start.Column {
		end = r.Start
	}
	return &sarifRegion{
		StartLine: r.Start.Line, StartColumn: r.Start.Column,
		EndLine: end.Line, EndColumn: max(end.Column, 1),
		ByteOffset: r.Start.Offset, ByteLength: end.Offset - r.Start.Offset,
	}
}

func newSarifFix(file string, fix *Fix) sarifFix {
	change := sarifArtifactChange{Artifact: sarifArtifactLocation{fileURI(file)}}
	for _, e := range fix.Edits {
		r := sarifReplacement{Deleted: sarifRegion{ByteOffset: e.Start, ByteLength: e.End - e.Start}}
		if e.Text != "" {
			r.Inserted = &sarifContent{e.Text, []byte(e.Text)}
		}
		change.Replacements = append(change.Replacements, r)
	}
	f := sarifFix{Changes: []sarifArtifactChange{change}}
	if fix.Title != "" {
		f.Description = &sarifMessage{sarifText(fix.Title)}
	}
	return f
}
