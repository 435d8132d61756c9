package astroruntime

import (
	"strings"
	"time"
)

// Release is what is known about one build. A zero value means unknown. Releases can be compared with ==.
type Release struct {
	Version Version // without an image suffix
	Series          // the facts that all builds of the line share

	Airflow           string // "3.3.2"; AirflowMinor is known more often
	Released          time.Time
	Yanked            bool // not for new Deployments or upgrades, whatever access an Organization has
	YankedReason      string
	DatabaseMigration Answer // does its first start change the metadata database?
	Confidence        Confidence
}

// Series is what is known about one line of builds. Dates are midnight UTC.
type Series struct {
	Name              string // "13", "3.3"
	AirflowMinor      string // "2.11", "3.3"
	PythonDefault     string // of an image whose tag names no Python
	LTS               bool   // the idea ended with Airflow 3
	FirstReleased     time.Time
	EndOfMaintenance  time.Time // the last day with fixes
	EndOfBasicSupport time.Time // the last day with support, zero for lines without such a period
	Channel           Channel

	pythons string
}

// Pythons returns the versions for which the line has -python- images, oldest first; it is nil if the list is unknown.
func (s Series) Pythons() []string {
	if s.pythons == "" {
		return nil
	}
	return strings.Split(s.pythons, " ")
}

// Channel is the word of the update service for the state of a line on [TableDate].
type Channel string

const (
	ChannelStable     Channel = "stable"
	ChannelDeprecated Channel = "deprecated" // past its end; new Deployments need access granted by Astronomer
)

// Answer is a yes or no that can be unknown.
type Answer uint8

const (
	Unknown Answer = iota
	No
	Yes
)

// String returns "unknown", "no" or "yes".
func (a Answer) String() string {
	switch a {
	case No:
		return "no"
	case Yes:
		return "yes"
	default:
		return "unknown"
	}
}

// Confidence says where a row of the table comes from, weakest first.
type Confidence uint8

const (
	NotInTable Confidence = iota
	Seen                  // in use as a base image; little is known beside that it exists
	Fixture               // in the test data of a public tool
	Documented            // in the release notes
	Catalog               // in the update service's answer
)

// String returns the word that the table uses.
func (c Confidence) String() string {
	switch c {
	case Seen:
		return "seen"
	case Fixture:
		return "fixture"
	case Documented:
		return "documented"
	case Catalog:
		return "catalog"
	default:
		return "not in table"
	}
}
