package deployfile_test

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

func ExampleFile_Edit() {
	file, _ := deployfile.Parse("prod.yaml", []byte(`deployment:
  configuration:
    name: etl   # never rename
  worker_queues:
  - {name: default, max_worker_count: 5} # peak hours
`))
	edit := file.Edit()
	if err := edit.Set("deployment.worker_queues[name=default].max_worker_count", "8"); err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%s", edit.Bytes())
	for _, e := range edit.Edits() {
		fmt.Printf("bytes %d to %d: %s\n", e.Start, e.End, e.Text)
	}
	// Output:
	// deployment:
	//   configuration:
	//     name: etl   # never rename
	//   worker_queues:
	//   - {name: default, max_worker_count: 8} # peak hours
	// bytes 115 to 116: 8
}

func ExampleEdit_Insert() {
	file, _ := deployfile.Parse("prod.yaml", []byte(`deployment:
    configuration:
        name: etl
    worker_queues: [] # to come
`))
	edit := file.Edit()
	err := edit.Insert("deployment.worker_queues[name=default]", [2]string{"worker_type", "A5"}, [2]string{"max_worker_count", "5"})
	if err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%s", edit.Bytes())
	// Output:
	// deployment:
	//     configuration:
	//         name: etl
	//     worker_queues: # to come
	//         - name: default
	//           max_worker_count: 5
	//           worker_type: A5
}

func ExampleEdit_Set_refused() {
	file, _ := deployfile.Parse("prod.yaml", []byte("deployment:\n  worker_queues:\n  - name: large\n"))
	edit := file.Edit()
	fmt.Println(edit.Set("deployment.worker_queues[name=lagre].worker_type", "A5"))
	fmt.Println(edit.Set("worker_queues[name=large].worker_type", "A5"))
	fmt.Println(edit.Set("deployment.worker_queues[name=large].max_worker_count", "many"))
	// Output:
	// there is no deployment.worker_queues[name=lagre]: did you mean "large"?
	// a path starts with deployment, or with a root key that starts with x-: write deployment.worker_queues[name=large].worker_type
	// deployment.worker_queues[name=large].max_worker_count is an integer: write decimal digits
}
