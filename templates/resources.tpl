{{%AUTOESCAPE context="HTML"}}<div class="resources">
<h2 data-word="support_crisis">If it is urgent</h2>
<ul>
{{#CRISIS}}{{>RESOURCE}}{{/CRISIS}}</ul>
<h2 data-word="support_more">Support here</h2>
<ul>
{{#SUPPORT}}{{>RESOURCE}}{{/SUPPORT}}</ul>
<p class="quiet small" data-word="support_same">The same for everyone, on every page. No answer changes what is shown here.</p>
</div>
