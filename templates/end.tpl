{{%AUTOESCAPE context="HTML"}}
</main>
<footer class="foot"><div>
{{#STAFF}}<form class="logout" method="post" action="/logout">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p>Logged in as {{PERSON}} ({{ROLE}}). <button class="button-small">Log out</button></p>
</form>{{/STAFF}}
<ul>
<li><a href="/{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">First page</a></li>
<li><a href="/privacy{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">How it works, and what it cannot promise</a></li>
<li><a href="/support{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Support</a></li>
{{#NOBODY}}<li><a href="/login{{#ASKED}}?lang={{LANG_CODE}}{{/ASKED}}">Staff: log in</a></li>{{/NOBODY}}
</ul>
</div></footer>
</body>
</html>
