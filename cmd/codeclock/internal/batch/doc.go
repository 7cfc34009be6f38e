// Package batch reads tables of codes as help desks have them: a row a device, in
// CSV as spreadsheets write it or in JSON lines, of any length. It knows what
// spreadsheets do to codes and to times, reads the keys that belong to a table, and
// goes through its rows on all processors, in order.
//
// A row that can't be used is a Flaw, which spoils no other row. No error repeats
// anything of a cell: a code or a key may stand in any of them.
package batch
