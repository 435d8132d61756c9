package deployfile_test

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

func ExampleFormat() {
	src := []byte(`# Owner: data-platform
deployment:
  # One queue is enough.
  worker_queues:
  - {worker_type: A5, name: default}
  configuration: {runtime_version: 12.10, name: 'etl'} # nightly
`)
	out, found := deployfile.Format("etl.yaml", src)
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(out))
	// Output:
	// # Owner: data-platform
	// deployment:
	//     configuration: # nightly
	//         name: etl
	//         runtime_version: "12.10"
	//     # One queue is enough.
	//     worker_queues:
	//         - name: default
	//           worker_type: A5
}
