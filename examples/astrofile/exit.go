package main

// Exit codes. Scripts use them: they do not change.
const (
	exitOK          = 0
	exitInvalid     = 1  // a file is invalid; of can: denied
	exitChanges     = 2  // there are differences, and nothing was asked to end them
	exitBlocked     = 3  // something is blocked, or a flag has to agree to it; of can: undecided
	exitRefused     = 4  // what a file or a flag names is not there or not the only one, or the API refuses the request
	exitUsage       = 64 // wrong usage
	exitUnreadable  = 66 // a file cannot be read
	exitUnavailable = 69 // the API cannot be reached, or fails
	exitMismatch    = 70 // written, but what runs is not what was asked for, or not healthy
	exitOutput      = 74 // the result cannot be written
	exitAgain       = 75 // not done, or not known to be: run it again
	exitDenied      = 77 // the token is expired, or not allowed to do this
)
