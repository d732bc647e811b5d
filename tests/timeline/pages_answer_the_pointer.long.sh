# The page in a browser: drag to zoom, hover, switch a curve off, functions by level, all again;
# and nothing is asked for outside the page.
. "$(dirname "$0")/support.bash"
[ -e "$build/lib/memcc/html/uplot.js" ] || skip "built without npm"
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
	skip "chromium is not installed"

awk 'BEGIN { print "CMDLINE ./server"; for (i = 0; i < 600; i++)
	printf "MEM %.6f %.4f\nHEAP %d %.4f\nCHLD 77 %.6f %.4f\n", 30 + i % 50, 1.7e9 + i / 10, i * 1e5, 1.7e9 + i / 10, 5, 1.7e9 + i / 10 + 0.03
	print "FUNC main.work 10 1700000010.0 20 1700000050.0 0"
	print "FUNC main.step 10 1700000020.0 20 1700000030.0 1"
	print "LINE 1700000010.0 1000000 grow main.c:7"; print "LINE 1700000055.0 5000000 grow main.c:7" }' >a.dat
"$memprof" plot -s -o a.html a.dat >/dev/null || fail "html"
cat >drive.js <<'JS'
const result = {}, u = window.memprofPlot, tick = () => new Promise(r => setTimeout(r, 100));
let refused = 0;
document.addEventListener("securitypolicyviolation", () => refused++);
const legend = () => [...document.querySelectorAll(".u-legend .u-value")].map(e => e.textContent);
const series = () => [...document.querySelectorAll(".u-legend .u-series")];
function pointer(type, x, target) {
	const box = u.over.getBoundingClientRect();
	(target || u.over).dispatchEvent(new MouseEvent(type, {bubbles: true, button: 0, view: window, movementX: 9,
		clientX: box.left + x * box.width, clientY: box.top + box.height / 2}));
}
(async function () {
	await tick();
	result.all = [u.scales.x.min, u.scales.x.max].join();
	pointer("mouseenter", 0.5);
	pointer("mousemove", 0.5);
	await tick();
	result.hover = legend();
	pointer("mousedown", 0.25);
	pointer("mousemove", 0.75);
	pointer("mouseup", 0.75, document);
	await tick();
	result.zoomed = [Math.round(u.scales.x.min), Math.round(u.scales.x.max)].join();
	document.getElementById("reset").click();
	await tick();
	result.reset = [u.scales.x.min, u.scales.x.max].join();
	series()[1].querySelector("th").click();
	await tick();
	result.off = u.series[1].show;
	series()[1].querySelector("th").click();
	await tick();
	result.on = u.series[1].show;
	document.getElementById("show-flame").click();
	await tick();
	const flame = document.querySelector("canvas.flame");
	result.flame = !flame.hidden && flame.clientHeight > 0;
	const box = flame.getBoundingClientRect(), plot = u.over.getBoundingClientRect();
	flame.dispatchEvent(new MouseEvent("click", {bubbles: true,
		clientX: plot.left + plot.width * 25 / 60, clientY: box.top + 5}));
	await tick();
	result.call = [Math.round(u.scales.x.min), Math.round(u.scales.x.max)].join();
	result.table = document.querySelector("table.lines tbody").textContent;
	result.names = series().map(e => e.querySelector(".u-label").textContent).join();
	await fetch("http://192.0.2.1/").catch(() => { result.forbidden = true; });
	result.resources = performance.getEntriesByType("resource").filter(e => e.initiatorType !== "fetch").length;
	result.refused = refused;
	document.body.insertAdjacentHTML("beforeend", "<pre id=result></pre>");
	document.getElementById("result").textContent = "RESULT" + JSON.stringify(result) + "END";
})();
JS
{ sed '/^<\/body>/,$d' a.html; echo '<script>'; cat drive.js; echo '</script></body></html>'; } >driven.html
"$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$PWD/user" --window-size=1300,900 \
	--virtual-time-budget=10000 --dump-dom "file://$PWD/driven.html" >dom 2>log || fail "chromium: $(tail -3 log)"
sed -n 's/.*RESULT\({.*}\)END.*/\1/p' dom | sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' >result
[ -s result ] || fail "the page did not finish: $(grep -i error log | head -3)"
cat result
/usr/bin/python3 - <<'PYTHON' || fail "the page does not do what it should"
import json
r = json.load(open("result"))
assert r["all"].startswith("0,59.9"), r
assert r["hover"][0].startswith("2") or r["hover"][0].startswith("3"), r   # the middle: about 30 s
assert "MiB" in r["hover"][1] and "5.000 MiB" in r["hover"], r
assert r["zoomed"] == "15,45", r
assert r["reset"] == r["all"], r
assert r["off"] is False and r["on"] is True, r
assert r["flame"] and r["call"] == "20,30", r
assert "main.c:7" in r["table"], r
for name in ("rss", "heap, exact", "child 77", "slope"):
    assert name in r["names"], r
assert r["forbidden"] and r["resources"] == 0, r
PYTHON
"$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$PWD/user" --window-size=1300,900 \
	--screenshot=page.png "file://$PWD/a.html" 2>>log || fail "no picture of the page"
[ "$(stat -c %s page.png)" -gt 20000 ] || fail "the page is empty"
exit 0
