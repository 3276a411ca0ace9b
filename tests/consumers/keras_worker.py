"""Runs pieces of code one after the other in one process, since Keras takes seconds to start: see keras_process.

Each line of input is {"code" or "script", "arguments"} in JSON, each line of output {"printed", "failure"}.
"""

import contextlib
import io
import json
import os
import runpy
import sys
import traceback

import keras


def run(job):
    sys.argv = [job.get("script", "-c"), *job["arguments"]]
    keras.backend.clear_session()
    if "script" in job:
        runpy.run_path(job["script"], run_name="__main__")
    else:
        exec(job["code"], {"__name__": "__main__"})


def main():
    # Libraries in C++ print, too; what they say goes where errors go.
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        printed, failure = io.StringIO(), None
        try:
            with contextlib.redirect_stdout(printed):
                run(json.loads(line))
        except BaseException:  # also what exits
            failure = traceback.format_exc()
        print(json.dumps({"printed": printed.getvalue(), "failure": failure}), file=replies, flush=True)


if __name__ == "__main__":
    main()
