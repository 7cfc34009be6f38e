package main

const driftHelp = `A clock that is right today can still be a bad one: many gain or lose a
second or two a day, and some run a minute wrong in two weeks.
"codeclock watch" measures how fast, and when the verdict on codes will
change.

How fast is a line through the samples: answers that came quickly count
for more, and spikes and servers that lie count for nothing. +/- is
where 95 in 100 such lines lie. In a minute nothing can be said over the
internet, in a quarter of an hour a few ppm can (1 ppm is 0.09 s a day);
until then it says about how long it takes. If something keeps the clock
right all the time, what is seen is what it leaves over; what the
kernel does is said beside it, where the system tells.

When is a range, since both the rate and the room that is left are. It
holds as long as the clock goes on as it went. Temperature alone changes
most by a few ppm.

What happened to the clock is named: that it was set, moved slowly, that
it drifts otherwise since, that the computer slept.

Politeness
  The first look asks all servers, the others three each, in turn, every
  64 s; a question without an answer isn't repeated. Who asks to be left
  alone is. Web servers stand in where UDP is blocked, and are asked
  every five minutes at most.

A log (--log FILE)
  A line of JSON for each sample: times, skews, and what each server
  said, by its number. No name, no address, no secret. It is written to
  the disk at once, so that a crash costs the last line at most; if the
  disk is full, the samples wait in memory until there is room. One
  program writes to it at a time. It goes on from run to run, and can be
  moved, cut to its end, or joined with others (cat) as you like. What
  can't be read in it is counted and left out.

Tokens and apps (--from FILE)
  Collect results, in one file for each device:
    codeclock infer --format json >> token.json
    codeclock tap --app token --format json >> token.json
  Three or more over weeks show how fast its clock drifts. Presses alone
  can't tell by how many whole codes a token is off, only how fast it
  drifts; press often enough that it moves by less than half a code in
  between. Logs of check --format json work as well.

Formats
  text on a terminal is a picture, elsewhere a line for each sample and
  the summary. --format jsonl is a JSON document a line, the last being
  the summary; json is the summary alone. --format prometheus with
  --output FILE.prom keeps that file fresh: the metrics of check (see
  "codeclock help fleet"), codeclock_drift_ppm{bound} and
  codeclock_codes_change_timestamp_seconds{sites}. testdata/fleet has a
  unit for systemd, clockwatch.service.`
