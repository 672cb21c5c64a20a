#!/bin/sh
# Runs each file of test/ on DATABASE_URL, after a reset, and counts those that pass.
failed=0
for test in test/*.sql; do
    if psql -qX -o /dev/null -v ON_ERROR_STOP=1 -c "SELECT reseed.reset('ci')" -f "$test" "$DATABASE_URL"; then
        echo "ok $test"
    else
        echo "not ok $test"
        failed=$((failed + 1))
    fi
done
echo "$(ls test/*.sql | wc -l) tests, $failed failed"
[ "$failed" = 0 ]
