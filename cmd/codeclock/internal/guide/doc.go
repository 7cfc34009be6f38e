// Package guide is the troubleshooting guide for codes that do not arrive or are
// refused, as data: questions, the steps that answers lead to, and where each fact
// comes from. It prints nothing, asks nobody and runs no check; a terminal, a page
// or a report shows it.
//
// A walk is a list of words, one for each question that was answered. Next gives
// the question that is open, Steps what matters after these answers, in the order
// in which to try it, and Conclude the one sentence at the end, with what was ruled
// out by the answers and by checks that were run.
//
// Every sentence is either a fact with its sources or marked as advice: an order, a
// warning, or a judgement of this guide. The order of the steps is such a judgement:
// nobody publishes how often each cause occurs.
package guide
