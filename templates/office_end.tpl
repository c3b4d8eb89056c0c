{{%AUTOESCAPE context="HTML"}}
</main>
{{#LET_IN}}<footer class="foot"><div>
<form class="logout" method="post" action="/leave">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p>The office's own page, on this machine only. <button class="button-small">Let this browser out</button></p>
</form>
</div></footer>{{/LET_IN}}
</body>
</html>
