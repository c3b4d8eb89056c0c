{{%AUTOESCAPE context="HTML"}}<div class="resources">
<h2 data-word="support_crisis">If it is urgent</h2>
<ul>
{{#CRISIS}}<li><span class="name">{{NAME}}</span>
<a class="phone" href="tel:{{PHONE_TEL}}">{{PHONE}}</a>
<span class="quiet small">{{HOURS}}</span>
<span class="quiet small">{{NOTE}}</span></li>
{{/CRISIS}}</ul>
<h2 data-word="support_more">Support here</h2>
<ul>
{{#SUPPORT}}<li><span class="name">{{NAME}}</span>
<a class="phone" href="tel:{{PHONE_TEL}}">{{PHONE}}</a>
<span class="quiet small">{{HOURS}}</span>
<span class="quiet small">{{NOTE}}</span></li>
{{/SUPPORT}}</ul>
<p class="quiet small" data-word="support_same">The same for everyone, on every page. No answer changes what is shown here.</p>
</div>
