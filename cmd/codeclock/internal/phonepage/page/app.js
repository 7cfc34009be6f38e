// The page collects timestamps and shows what it is told. ES5 and XMLHttpRequest,
// so that old phones can be measured too.
(function () {
	'use strict';

	var seal = '', last = null, busy = false, hid = false, failed = 0, timer = 0;
	var burst = 8;    // exchanges before the next look
	var presses = []; // moments at which a code changed, not yet sent
	var undo = false; // the presses are to be forgotten
	var seen = null;  // the view that is shown
	var passed = 0;   // when the QR code needs a new pass
	var paused = !!(window.matchMedia && matchMedia('(prefers-reduced-motion: reduce)').matches);
	var resolution = step();

	function $(name) { return document.getElementById(name); }

	// elapsed does not jump when the clock is set.
	function elapsed() {
		return window.performance && performance.now ? performance.now() : Date.now();
	}

	// step returns the smallest step of Date.now, which some browsers coarsen.
	function step() {
		var at = Date.now(), end = at + 250, best = 250, found = 0, now, i;
		for (i = 0; i < 5e6 && found < 5; i++) {
			now = Date.now();
			if (now >= end) { break; }
			if (now > at) { best = Math.min(best, now - at); found++; }
			at = now;
		}
		return best;
	}

	// send makes one exchange: it ends the one before and begins the next.
	function send() {
		if (seen && seen.done) { return; }
		var x = new XMLHttpRequest(), got = 0, began, after, post;
		var look = burst <= 0 || presses.length > 0 || undo;
		clearTimeout(timer);
		busy = true;
		hid = !!document.hidden;
		post = { seal: seal, sent: 0, res: resolution, touch: (navigator.maxTouchPoints || 0) > 1, last: last };
		if (!seal) { post.pass = location.hash.slice(1, 300); } // of the computer whose code was scanned
		if (look) { post.want = { typing: +$('typing').value, window: $('window').value, app: $('app').value }; }
		if (undo) { post.undo = true; }
		if (presses.length) { post.tap = presses[0]; }
		x.open('POST', 'exchange', true);
		x.setRequestHeader('Content-Type', 'application/json');
		x.timeout = 8000;
		x.onreadystatechange = function () {
			if (x.readyState >= 2 && !got) { got = Date.now(); after = elapsed(); }
			if (x.readyState !== 4) { return; }
			busy = false;
			last = null;
			if (x.status === 410) { seal = ''; measure(); return; } // too old: anew
			if (x.status !== 200) { lost(x.status); return; }
			var reply = JSON.parse(x.responseText);
			seal = reply.seal;
			last = { n: reply.n, got: got, took: after - began, hidden: hid || !!document.hidden };
			back();
			if (post.undo) { undo = false; }
			if (post.tap) { presses.shift(); }
			if (reply.view) { show(reply.view); } else { burst--; }
			if (reply.ready && !seen) { burst = 0; }
			next(reply);
		};
		began = elapsed();
		post.sent = Date.now();
		x.send(JSON.stringify(post));
	}

	function next(reply) {
		if (presses.length || undo) { send(); return; }
		// Gaps vary, so that no rhythm of the radio is met twice.
		var gap = burst > 0 ? 30 + Math.random() * 60 : burst === 0 && !reply.view ? 0 : reply.wait ? 2000 : 4000;
		timer = setTimeout(poll, Math.max(gap, reply.next));
		hide('queue', !!seen || reply.next < 500);
	}

	function poll() {
		if (document.hidden) { timer = setTimeout(poll, 1000); } else if (!busy) { send(); }
	}

	function soon() { if (!busy) { send(); } }

	function measure() { burst = 8; passed = 0; soon(); }

	function lost(status) {
		failed++;
		if (failed > 1 && status !== 429 || navigator.onLine === false) { gone(); }
		timer = setTimeout(poll, Math.min(failed, 10) * 1000);
	}

	// gone ends all waiting. The page goes on by itself, see lost and back.
	function gone() {
		hide('gone', false);
		if (seen) { $('verdict').className = 'card ' + seen.verdict; return; }
		$('verdict').className = 'card cant-tell';
		text('word', "CAN'T TELL");
		text('sentence', '');
	}

	function back() {
		failed = 0;
		if ($('gone').hidden) { return; }
		hide('gone', true);
		burst = 8; // anew: much can have happened
		$('verdict').className = 'card busy ' + (seen ? seen.verdict : '');
		if (!seen) { text('word', 'MEASURING'); }
	}

	function hide(name, yes) { $(name).hidden = yes; }

	// text leaves alone what is so already: screen readers read every change.
	function text(name, value) {
		if ($(name).textContent !== value) { $(name).textContent = value; }
		hide(name, !value);
	}

	// fill puts lines into an element, each in a tag of its own.
	function fill(name, tag, lines) {
		var box = $(name), all = lines || [], same = all.join('\n'), i, e;
		if (box.shown === same) { return; }
		box.shown = same;
		box.textContent = '';
		for (i = 0; i < all.length; i++) {
			e = document.createElement(tag);
			e.textContent = all[i];
			box.appendChild(e);
		}
		box.hidden = !all.length;
	}

	function options(name, list, value) {
		var box = $(name), i, e;
		if (box.length) { return; }
		for (i = 0; i < list.length; i++) {
			e = document.createElement('option');
			e.value = list[i].id;
			e.textContent = list[i].name;
			e.selected = list[i].id === value;
			box.appendChild(e);
		}
	}

	function show(view) {
		var first = !seen;
		seen = view;
		$('verdict').className = 'card ' + view.verdict;
		text('word', view.word);
		text('sentence', view.sentence);
		fill('lines', 'p', view.lines);
		text('hurry', view.hurry);
		text('notice', view.notice);
		options('system', view.systems, view.system);
		options('app', view.apps, '');
		options('window', view.windows, view.window);
		steps();
		text('heading', view.heading);
		hide('fix', !view.fix);
		hide('rest', !view.known);
		codes(view.codes);
		curve(view);
		$('support').value = view.support;
		if ($('qr') && view.pass && elapsed() > passed) {
			passed = elapsed() + 6e4;
			$('qr').src = 'qr.png?pass=' + view.pass;
		}
		if (view.done) { document.body.className = 'done'; text('gone', view.done); }
		draw(first);
	}

	function steps() {
		var list = seen.systems, i;
		for (i = 0; i < list.length; i++) { if (list[i].id === $('system').value) { fill('steps', 'li', list[i].steps); } }
	}

	function codes(c) {
		var i, dots = '';
		for (i = 0; i < Math.max(3, c.count); i++) { dots += i < c.count ? '\u25cf' : '\u25cb'; }
		text('dots', dots);
		text('taps', c.sentence);
		fill('notes', 'p', c.notes);
		fill('tap-steps', 'li', c.steps);
		$('tap').disabled = c.full;
		hide('undo', !c.count);
	}

	function set(name, key, value) { $(name).setAttribute(key, value); }

	function curve(view) {
		var c = view.curve, points = '', i, rows = $('rows'), row, off = view.skew, x = across(off), wide = $('here').parentNode.offsetWidth, half;
		function across(ms) { return Math.max(0, Math.min(240, 120 + ms / c.reach * 120)); }
		for (i = 0; i < c.points.length; i++) { points += across(c.points[i][0]) + ',' + (98 - 96 * c.points[i][1]) + ' '; }
		text('chance', c.sentence);
		set('curve', 'points', points);
		set('area', 'points', '0,98 ' + points + '240,98');
		set('mark', 'x1', x);
		set('mark', 'x2', x);
		half = $('here').offsetWidth / 2;
		$('here').style.left = Math.max(half, Math.min(wide - half, x / 240 * wide)) + 'px';
		text('before', off < -c.reach ? '\u25c0 ' : '');
		text('after', off > c.reach ? ' \u25b6' : '');
		rows.textContent = '';
		for (i = 0; i < c.rows.length; i++) {
			row = rows.insertRow(-1);
			row.insertCell(-1).textContent = c.rows[i][0];
			row.insertCell(-1).textContent = c.rows[i][1];
		}
	}

	// name says how a site calls the code that is d steps on; brief for boxes.
	function name(d, brief) {
		var i = d === 0 ? 0 : d === -1 ? 1 : d === 1 ? 2 : d < 0 ? 3 : 4;
		return $('names').children[i + (brief ? 5 : 0)].textContent;
	}

	// row draws the five codes around a moment of the clock that makes them.
	function row(box, clock, truth, judge) {
		var p = seen.period, middle = Math.floor(clock / p), now = Math.floor(truth / p), n, e, ok;
		while (box.children.length < 5) { box.appendChild(document.createElement('i')); }
		for (n = middle - 2; n <= middle + 2; n++) {
			e = box.children[((n % 5) + 5) % 5];
			ok = n * p - seen.future <= truth && truth < (n + 1) * p + seen.past;
			e.className = ok ? 'yes' : judge ? 'no' : '';
			e.style.left = 50 + (n * p - clock) / 900 + '%';
			e.style.width = p / 900 - 1 + '%';
			e.textContent = name(n - now, true);
			if (judge && n === middle) {
				text('state-name', name(n - now));
				hide('state-ok', !ok);
				hide('state-no', ok);
			}
		}
	}

	// draw shows where the codes stand now; a still picture when it is paused.
	function draw(anyway) {
		if (!seen || !seen.known || document.hidden || paused && !anyway) { return; }
		var clock = Date.now(), truth = clock - seen.skew;
		row($('site'), truth, truth, false);
		row($('mine'), clock, truth, true);
	}

	function pause(now) {
		paused = now;
		$('pause').setAttribute('aria-pressed', String(paused));
	}

	// A press counts when it goes down. The click that follows is the same press;
	// one without comes from a screen reader.
	var down = false;
	function press() {
		presses.push(Date.now());
		soon();
	}
	function pressDown() { down = true; press(); }
	function pressKey(e) { if (!e.repeat && (e.keyCode === 32 || e.keyCode === 13)) { pressDown(); } }
	function pressClick() { if (!down) { press(); } down = false; }

	function copy() {
		$('support').select();
		var done = document.execCommand('copy');
		hide('copied', !done);
		hide('not-copied', done);
	}

	$('again').onclick = function () { $('verdict').className += ' busy'; measure(); };
	$('system').onchange = steps;
	$('app').onchange = $('typing').onchange = $('window').onchange = function () { burst = 0; soon(); };
	$('tap').addEventListener(window.PointerEvent ? 'pointerdown' : 'ontouchstart' in window ? 'touchstart' : 'mousedown', pressDown);
	$('tap').onkeydown = pressKey;
	$('tap').onclick = pressClick;
	$('undo').onclick = function () { undo = true; presses = []; soon(); };
	$('pause').onclick = function () { pause(!paused); };
	$('copy').onclick = copy;
	hide('share', !navigator.share); // HTTPS only
	$('share').onclick = function () { navigator.share({ text: $('support').value })['catch'](function () {}); };
	window.addEventListener('offline', gone);
	window.addEventListener('online', measure);
	document.addEventListener('visibilitychange', function () {
		if (document.hidden) { hid = true; } else { measure(); }
	});

	pause(paused);
	var apart = Date.now() - elapsed();
	setInterval(function () {
		var now = Date.now() - elapsed();
		if (Math.abs(now - apart) > 100) { measure(); } // the clock was set
		apart = now;
		draw(false);
	}, 250);
	send();
}());
