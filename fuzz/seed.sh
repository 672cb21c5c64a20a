#!/bin/sh
# Copies every spec and tenant file of the project into the fuzzer's corpus, under a hash as the fuzzer names its own
# finds, and writes the words and signs that they have into a dictionary. Git keeps neither.
set -eu
cd "$(dirname "$0")/.."
corpus=fuzz/corpus/spec_yaml
dictionary=fuzz/spec_yaml.dict

files() { find generators seeds tests/cases src/cli/init -name '*.yaml'; }

mkdir -p "$corpus"
files | while read -r file; do
    cp "$file" "$corpus/$(sha1sum "$file" | cut -c1-40)"
done
files | xargs grep -ohE '[a-z_]{3,}|[0-9]+(us|ms|mo|[smhdwqy%])|\$[a-z_]+|[-:{}] |&[a-z]+|\*[a-z]+|<<' |
    sort | uniq -c | awk '$1 > 1 { sub(/^ *[0-9]+ /, ""); printf "\"%s\"\n", $0 }' >"$dictionary"
printf '%s files, %s words\n' "$(files | wc -l)" "$(wc -l <"$dictionary")"
