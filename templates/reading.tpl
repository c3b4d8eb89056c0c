{{%AUTOESCAPE context="HTML"}}
<h2 id="reading">How to read this</h2>
<p class="fold"><label class="tick"><input type="checkbox" autocomplete="off"> Show how to read the figures</label></p>
<ul class="reading">
<li><b>Points</b> run from 0 to 100 over the range of a scale. A scale that counts
something, days for instance, is told in what it counts.</li>
<li><b>“47 to 53”</b> under a figure is its 95 % interval: how far it may be from what
everybody on the roster would have said. <b>n</b> is how many answered. Where figures that
were cut (≥, ≤) went into a larger group, its interval reaches to where they may really be.</li>
<li><b>≥ and ≤</b>: at the ends of a scale the exact figure of a small group would tell what
single people said, so only “this much or more”, “this much or less” is printed.
<b>“about”</b>: computed from figures of which some are cut in this way.</li>
<li><b>How exact</b>: departments and the institution are computed from what their
units print. Nineteen times in twenty, a department of about twenty answers is within three
points of its ballots, and the institution within one. Where nearly everybody agrees and
most units are cut (≥, ≤, “about”), the department may lie about five points too near the
middle, the institution two.</li>
<li><b>°</b> and italics: low precision, fewer than 30 answers. A question of
reliability: do not build on it alone.</li>
<li><b>Not shown, to protect people in small groups</b>: it depends on how many answered, never on what
they answered.</li>
</ul>
