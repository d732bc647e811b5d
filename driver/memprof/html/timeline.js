/* timeline.js - draws DATA (see plot_html.c) with uPlot: zoom by dragging, a double click shows
 * all again, the legend switches series on and off and shows the values under the pointer. */
"use strict";
(function () {
	const NAMED_MOST = 60; /* functions in the list */
	const RED = "#d62728";
	const show = {functions: !DATA.flame, peak: true, marks: true, flame: DATA.flame};

	function element(parent, tag, className, text) {
		const result = document.createElement(tag);
		if (className)
			result.className = className;
		if (text !== undefined)
			result.textContent = text;
		parent.appendChild(result);
		return result;
	}

	const mib = value => value === null || value === undefined ? "–" : value.toFixed(3) + " MiB";
	const functionColour = index => DATA.functions[index].colour;

	/* Up to ten minutes in seconds, then h:mm:ss, with decimals only where they matter. */
	const isLong = DATA.window[1] > 600;
	function clock(value, decimals) {
		if (!isLong)
			return decimals === undefined ? String(+value.toFixed(6)) : value.toFixed(decimals);
		const sign = value < 0 ? "-" : "", total = Math.abs(+value.toFixed(decimals || 0));
		const two = number => String(number).padStart(2, "0");
		const seconds = (total % 60).toFixed(decimals || 0);
		return sign + Math.floor(total / 3600) + ":" + two(Math.floor(total / 60) % 60) + ":" +
			(total % 60 < 10 ? "0" : "") + seconds;
	}
	const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10].concat(isLong ?
		[15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400] :
		[20, 50, 100, 200]);
	const axisTime = (u, values) => {
		const step = values.length > 1 ? values[1] - values[0] : 1;
		const decimals = isLong && step < 1 ? Math.ceil(-Math.log10(step) - 1e-9) : isLong ? 0 : undefined;
		return values.map(value => clock(value, decimals));
	};

	/* ---- the page ---- */
	const head = element(document.body, "header");
	element(head, "h1", "", DATA.title);
	if (DATA.subtitle)
		element(head, "p", "subtitle", DATA.subtitle);
	for (const text of DATA.readings)
		element(head, "p", "reading", text);
	const controls = element(head, "p", "controls");
	const main = element(document.body, "main");
	const chart = element(main, "div", "chart");
	const side = element(main, "aside");

	/* ---- curves ---- */
	const table = () => uPlot.join(DATA.curves.map(curve => [curve.x, curve.y]));

	/* Runs are sampled at times of their own: between two samples stands what the line shows. */
	function valueAt(u, series, index) {
		const data = u.data[series], x = u.data[0];
		const missing = i => data[i] === null || data[i] === undefined;
		let left = index, right = index;
		while (left >= 0 && missing(left))
			left--;
		while (right < data.length && missing(right))
			right++;
		if (left < 0 || right >= data.length)
			return null;
		const share = right > left ? (x[index] - x[left]) / (x[right] - x[left]) : 0;
		return data[left] + share * (data[right] - data[left]);
	}

	function series() {
		const dash = {slope: [2, 4], floor: [8, 5]}, width = {floor: 2.5, slope: 1};
		const line = curve => ({label: curve.name, stroke: curve.colour, dash: dash[curve.kind],
			width: width[curve.kind] || 1.5, spanGaps: true, pxAlign: 0,
			points: {show: false}, value: (u, value, series, index) =>
				mib(index === null || index === undefined ? null : valueAt(u, series, index))});
		return [{label: "time", value: (u, value) => value === null || value === undefined ?
			"–" : clock(value, 3) + (isLong ? "" : " s")}].concat(DATA.curves.map(line));
	}

	/* ---- what is drawn over them ---- */
	function vertical(u, time, style, from, to) {
		const x = Math.round(u.valToPos(time, "x", true));
		u.ctx.strokeStyle = style;
		u.ctx.beginPath();
		u.ctx.moveTo(x, from);
		u.ctx.lineTo(x, to);
		u.ctx.stroke();
		return x;
	}

	function drawPeak(u, box) {
		const [time, value] = DATA.peak;
		if (!show.peak || value <= 0)
			return;
		const y = u.valToPos(value, "y", true);
		const ratio = devicePixelRatio;
		u.ctx.setLineDash([6 * ratio, 4 * ratio]);
		u.ctx.lineWidth = ratio;
		const x = vertical(u, time, RED, box.top, box.top + box.height);
		u.ctx.beginPath();
		u.ctx.moveTo(box.left, y);
		u.ctx.lineTo(box.left + box.width, y);
		u.ctx.stroke();
		u.ctx.setLineDash([]);
		const text = "peak " + mib(value), wide = u.ctx.measureText(text).width;
		const left = x > box.left + 0.7 * box.width ? x - wide - 6 * ratio : x + 6 * ratio;
		u.ctx.fillStyle = "rgba(255, 255, 255, 0.85)";
		u.ctx.fillRect(left - 2 * ratio, y - 20 * ratio, wide + 4 * ratio, 17 * ratio);
		u.ctx.fillStyle = RED;
		u.ctx.textAlign = "left";
		u.ctx.fillText(text, left, y - 7 * ratio);
	}

	function bracket(u, time, value, width, height) {
		const x = u.valToPos(time, "x", true), y = u.valToPos(value, "y", true);
		u.ctx.beginPath();
		u.ctx.moveTo(x + width, y - height);
		u.ctx.lineTo(x, y - height);
		u.ctx.lineTo(x, y + height);
		u.ctx.lineTo(x + width, y + height);
		u.ctx.stroke();
	}

	function drawBrackets(u) {
		const ratio = devicePixelRatio;
		u.ctx.lineWidth = 2 * ratio;
		for (const [index, start, end, memoryIn, memoryOut] of DATA.calls) {
			u.ctx.strokeStyle = functionColour(index);
			bracket(u, start, memoryIn, 6 * ratio, 10 * ratio);
			bracket(u, end, memoryOut, -6 * ratio, 10 * ratio);
		}
	}

	function drawMarks(u, box) {
		const ratio = devicePixelRatio;
		u.ctx.setLineDash([]);
		u.ctx.lineWidth = ratio;
		u.ctx.fillStyle = "#555555";
		u.ctx.textAlign = "left";
		for (const mark of DATA.marks) {
			const x = vertical(u, mark.time, "#999999", box.top, box.top + box.height);
			u.ctx.save();
			u.ctx.translate(x - 4 * ratio, box.top + box.height - 6 * ratio);
			u.ctx.rotate(-Math.PI / 2);
			u.ctx.fillText(mark.name, 0, 0);
			u.ctx.restore();
		}
	}

	function drawOver(u) {
		const box = u.bbox;
		u.ctx.save();
		u.ctx.beginPath();
		u.ctx.rect(box.left, box.top, box.width, box.height);
		u.ctx.clip();
		u.ctx.setLineDash([]);
		u.ctx.font = 12 * devicePixelRatio + "px sans-serif";
		if (show.functions)
			drawBrackets(u);
		if (show.marks)
			drawMarks(u, box);
		drawPeak(u, box);
		u.ctx.restore();
		drawFlame(u);
	}

	/* ---- functions by stack level, below the curve, on the same time axis ---- */
	const ROW = 20;
	const depth = DATA.calls.reduce((most, call) => Math.max(most, call[5]), 0) + 1;
	let flame = null;

	function drawFlame(u) {
		if (!flame)
			return;
		flame.hidden = !show.flame;
		const ratio = devicePixelRatio, width = u.root.clientWidth;
		flame.width = width * ratio;
		flame.height = depth * ROW * ratio;
		flame.style.width = width + "px";
		flame.style.height = depth * ROW + "px";
		const context = flame.getContext("2d");
		context.font = 11 * ratio + "px sans-serif";
		context.beginPath();
		context.rect(u.bbox.left, 0, u.bbox.width, flame.height);
		context.clip();
		for (const [index, start, end, , , level] of DATA.calls) {
			const left = u.valToPos(start, "x", true);
			const right = Math.max(u.valToPos(end, "x", true), left + 1);
			const top = (depth - 1 - level) * ROW * ratio;
			context.globalAlpha = 0.65;
			context.fillStyle = functionColour(index);
			context.fillRect(left, top, right - left, (ROW - 1) * ratio);
			context.globalAlpha = 1;
			const name = DATA.functions[index].name;
			if (context.measureText(name).width < right - left - 8) {
				context.fillStyle = "#000000";
				context.fillText(name, left + 4, top + 14 * ratio);
			}
		}
	}

	function flameUnder(u, event) {
		const ratio = devicePixelRatio;
		const time = u.posToVal((event.offsetX * ratio - u.bbox.left) / ratio, "x");
		const level = depth - 1 - Math.floor(event.offsetY / ROW);
		return DATA.calls.find(call => call[5] === level && call[1] <= time && time <= call[2]);
	}

	function makeFlame(u) {
		if (!DATA.calls.length)
			return;
		flame = element(chart, "canvas", "flame");
		flame.addEventListener("mousemove", event => {
			const call = flameUnder(u, event);
			flame.title = call ? DATA.functions[call[0]].name + "  " +
				(call[2] - call[1]).toFixed(3) + " s" : "";
		});
		flame.addEventListener("click", event => {
			const call = flameUnder(u, event);
			if (call)
				u.setScale("x", {min: call[1], max: Math.max(call[2], call[1] + 0.001)});
		});
	}

	/* ---- beside the curve ---- */
	function makeLines() {
		if (!DATA.lines.length)
			return;
		element(side, "h2", "", "Lines that hold it, at " + DATA.linesTime.toFixed(1) + " s");
		const grid = element(side, "table", "lines");
		const top = element(element(grid, "thead"), "tr");
		for (const title of ["MiB", "growth", "line", "function"])
			element(top, "th", "", title);
		const body = element(grid, "tbody");
		for (const line of DATA.lines) {
			const growth = line.last - line.first;
			const row = element(body, "tr", growth > 0 ? "grows" : "");
			element(row, "td", "number", line.mib.toFixed(3));
			element(row, "td", "number", growth > 0 ? "+" + growth.toFixed(3) : "");
			row.title = growth > 0 ? "retains from " + line.first.toFixed(3) + " to " +
				line.last.toFixed(3) + " MiB" : "";
			element(row, "td", "", line.place);
			element(row, "td", "", line.function);
		}
	}

	function makeFunctions() {
		if (!DATA.functions.length)
			return;
		element(side, "h2", "", "Functions");
		const grid = element(side, "table", "functions");
		DATA.functions.slice(0, NAMED_MOST).forEach((f, i) => {
			const row = element(grid, "tr");
			element(row, "td", "swatch").style.background = functionColour(i);
			element(row, "td", "", f.name);
			element(row, "td", "number", f.seconds.toFixed(3) + " s");
			element(row, "td", "number", f.spans > 1 ? "in " + f.spans + " times" : "");
		});
	}

	function makeMore() {
		if (DATA.functions.length > NAMED_MOST)
			element(side, "p", "hint", "... and " + (DATA.functions.length - NAMED_MOST) + " more");
	}

	function makeControls(u) {
		const reset = element(controls, "button", "", "Show all");
		reset.id = "reset";
		reset.addEventListener("click", () => u.setScale("x", range()));
		const boxes = {functions: DATA.calls.length, flame: DATA.calls.length,
			marks: DATA.marks.length, peak: DATA.peak[1] > 0};
		for (const name of Object.keys(boxes)) {
			if (!boxes[name])
				continue;
			const label = element(controls, "label");
			const box = element(label, "input");
			box.type = "checkbox";
			box.id = "show-" + name;
			box.checked = show[name];
			label.append(" " + name);
			box.addEventListener("change", () => {
				show[name] = box.checked;
				u.redraw(false);
			});
		}
		element(controls, "span", "hint",
			"Drag to zoom, double-click to see all; click a name below the plot to hide it.");
	}

	function range() {
		return {min: DATA.window[0], max: DATA.window[1] > DATA.window[0] ? DATA.window[1] :
			DATA.window[0] + 1};
	}

	function size() {
		return {width: Math.max(chart.clientWidth, 320),
			height: Math.max(Math.round(window.innerHeight * 0.6), 260)};
	}

	const FONT = "12px system-ui, sans-serif";
	makeLines();
	makeFunctions();
	makeMore();
	if (!side.childElementCount)
		side.remove();
	const plot = new uPlot(Object.assign(size(), {
		scales: {x: {time: false, range: (u, min, max) => [min, max]},
			y: {range: (u, min, max) => [0, max > 0 ? max * 1.06 : 1]}},
		axes: [{label: isLong ? "time (h:mm:ss)" : "time (seconds)", incrs: STEPS, values: axisTime,
			space: isLong ? 80 : 60, font: FONT, labelFont: FONT, labelSize: 24, labelGap: 2},
		{label: "memory (MiB)", size: 64, font: FONT, labelFont: FONT, labelSize: 24}],
		series: series(),
		cursor: {drag: {x: true, y: false}},
		hooks: {draw: [drawOver]},
	}), table(), chart);
	makeFlame(plot);
	makeControls(plot);
	plot.setScale("x", range());
	window.addEventListener("resize", () => plot.setSize(size()));
	window.memprofPlot = plot; /* for whoever looks at the page by program */
})();
