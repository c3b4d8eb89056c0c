{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/results">Results</a></li><li><a href="/results/{{WAVE}}">{{WAVE}}</a></li><li>Units against the rest</li></ol></nav>
<h1>Units against the rest</h1>
{{>WAVE_PARTS}}
<form class="filters" method="get" action="/results/{{WAVE}}/compare">{{>CHOICE}}<button type="submit">Show</button></form>
<p>Each unit is compared with all other answers of the institution, itself left out. Rounding and cut ends (≥, ≤) are
in the interval. In the order of departments and names: no program is ranked.</p>
{{>TONES}}
<div class="columns">
{{>AGAINST}}
</div>
<p class="quiet">A unit differs when its p, corrected for all units, is at most 0.05. Figures alone start no review.</p>
{{>READING}}
{{>WAVE_SOURCE}}
{{>END}}
