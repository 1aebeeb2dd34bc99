#!/bin/sh
# Stands in for npm where a test cannot have it: it would fetch what is installed, build under the feet of other tests,
# or run these very tests, which the examples' own tests do for the examples. The command it starts as it was built, since
# the sources take three times as long: `npm start` has those. Whatever else it is asked for it does.
PATH="$REAL_PATH"
case "$*" in
  ci) test -f package-lock.json ;;
  "run check") node -e 'process.exit(require("./package.json").scripts.check ? 0 : 1)' ;;
  test) node -e 'process.exit(require("./package.json").scripts.test ? 0 : 1)' ;;
  "run --silent cli -- "*)
    shift 4
    exec node dist/server/bin.cjs "$@"
    ;;
  "run build")
    if test -f build/main.ts; then node -e 'process.exit(require("./package.json").scripts.build ? 0 : 1)'; else npm "$@"; fi
    ;;
  *) exec npm "$@" ;;
esac
