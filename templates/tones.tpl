{{%AUTOESCAPE context="HTML"}}
<ul class="key"><li><span class="swatch worse-1"></span> ▲ or ▼: above or below the rest, and worse</li>
<li><span class="swatch better-1"></span> the same, and better</li>
<li>▲▲ ▼▼: by 10 points and more</li>
<li><span><span class="low-precision">47</span>: low precision, fewer than 30 answers</span></li>
<li>≥ ≤: this much or more, or less; “about”: computed from such</li></ul>
<p class="small quiet">Of the cells that are filled in one area, one in twenty is wrong on average (Benjamini and Hochberg).
The people of a unit answered all questions of an area: its interval takes their errors to go together wholly, so fewer cells are filled than might be.</p>
