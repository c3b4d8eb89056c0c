{{%AUTOESCAPE context="HTML"}}<div class="resources">
{{#CRISIS}}<div class="crisis"><h2 data-word="support_crisis">If it is urgent</h2>
<ul>
{{>RESOURCE}}</ul></div>
{{/CRISIS}}{{#SUPPORT}}<h2 data-word="support_more">To talk to somebody</h2>
<ul>
{{>RESOURCE}}</ul>
{{/SUPPORT}}{{#RESOURCE_SOLVE}}<h2 data-word="support_solve">To report or to solve something</h2>
<ul>
{{>RESOURCE}}</ul>
{{/RESOURCE_SOLVE}}{{#RESOURCE_PROGRAM}}<h2 data-word="support_program">For programs</h2>
<ul>
{{>RESOURCE}}</ul>
{{/RESOURCE_PROGRAM}}<p class="quiet small" data-word="support_same">The same for everyone, on every page. No answer changes what is shown here.</p>
</div>
