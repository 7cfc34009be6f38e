package main

const batchHelp = `"codeclock infer --batch FILE --keys FILE" finds the clock errors of
many devices, a row of codes each. It reads two tables, in CSV or in
JSON lines: it sees which.

The batch, as a ticket system exports it
  ref,code,time
  T-4711,123 456,2026-11-22T14:02:10Z

  ref,code1,time1,code2,time2
  T-4711,123456,2026-11-22T14:02:10Z,654321,2026-11-22T14:02:50Z

  {"ref":"T-4711","codes":["123456"],"times":["2026-11-22T14:02:10Z"]}

The first line of CSV names the columns; others beside these are not
looked at. The separator may be a comma, a semicolon or a tab. ref is
your own name for a key. Two codes settle nearly everything; cells of a
second code that was not read stay empty.

The keys, in a file of their own that only you can read
  ref,key
  T-4711,otpauth://totp/NAME?secret=...

A key is base32 or an otpauth address. All keys are kept in memory, a
million at most. A batch with a column for keys is refused.

Times are true times of when a code was read, as RFC 3339 writes them,
or @ and unix seconds. A time without a zone is refused unless --zone
says which it is. --delay is how long reading took at most.

Spreadsheets drop the zeros in front of a code, round it (1.23E+05) and
rewrite times. Such cells are refused, never guessed: format the columns
as text before anything goes in, and save as CSV UTF-8.

The answers come in the order of the batch: CSV with a header, or JSON
lines with --format json. Neither codes nor keys are in them: line is
where the row began. Where several skews are as likely there is none. A
ref that a spreadsheet would run as a formula, such as =A1, gets an
apostrophe in front, in CSV alone.

A row that can't be used is skipped, and standard error says which line
and why. The exit status is 0 when every row was answered, 3 when one
was skipped or Ctrl-C ended it, 64 when the call, the keys or the first
line can't be understood. What the answers say doesn't matter, unless
--fail-on is given. After Ctrl-C, what was written is whole; --output
replaces its file only at the end.

The batch may have any size: it is read once, and never held. Rows are
searched on all processors. What a row costs is its --range: about 0.2 s
of one processor for a year, half a millisecond for a day. A narrow
range also leaves less to chance.`
