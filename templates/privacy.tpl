{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<title>How it works · {{INSTITUTION}}</title>
{{>BODY}}
<h1>How it works, and what it cannot promise</h1>
<p>In short: the server knows who was invited, and it holds sealed answers. What it
does not have is anything that links the one to the other, or a key that opens
the second.</p>

<h2>The five steps</h2>
<ol>
<li><b>An invite.</b> You get a link or a letter with a code of your own. The code
stands behind the “#” of the link, a part that browsers do not send.</li>
<li><b>A token.</b> When you press “Seal and send”, and not before, your browser
makes a random number, hides it, and shows your code. The server notes that the code is
used and signs the hidden number without seeing it.</li>
<li><b>A sealed ballot.</b> Your browser uncovers the signature, which the server has
never seen, seals your answers so that only the committee’s key opens them, and hands
both in. The server can see that the signature is its own, but not when or for whom it
made it.</li>
<li><b>The close.</b> The key that opens ballots is not on this server. After the
closing time it is used once, to count.</li>
<li><b>The figures.</b> Answers are put together in groups of at least five people.
A group speaks once, by a rule that was fixed before the first invite was sent.
Everything larger is computed from that, so that nothing can be found by
subtracting.</li>
</ol>

<h2>The blind token, in a picture</h2>
{{>BLIND}}

<h2>What is promised, and by what</h2>
<div class="scroll" tabindex="0" role="group" aria-label="What is promised, and by what"><table>
<thead><tr><th scope="col">Promise</th><th scope="col">What makes it hold</th></tr></thead>
<tbody>
<tr><td>At most one ballot for each invite</td><td>A code is signed for once; a signature is taken once.</td></tr>
<tr><td>The files of any one moment link no ballot to a person and show no order</td><td>What the server signs is hidden from it; rows are written over at random places.</td></tr>
<tr><td>The server cannot read an answer</td><td>Your browser seals it; the program that serves these pages has no part that opens one, and the key is not on its disk.</td></tr>
<tr><td>Answers are opened only when the holder of the passphrase, or enough of the trustees, choose to</td><td>The key is locked with that passphrase, or divided between them.</td></tr>
<tr><td>Group sizes, closing time and questions cannot change after the first invite</td><td>They stand in one file; every token is bound to its fingerprint, which is in your link.</td></tr>
<tr><td>The server cannot mark one person with a special key</td><td>Your browser checks a proof against the key in that file, the same for everyone.</td></tr>
<tr><td>Your ballot was counted, and nobody used your invite</td><td>You get a signed receipt; after the close a board lists all ballots and all used invites.</td></tr>
</tbody></table></div>

<h2>What is not promised</h2>
<p>No system for surveys can promise all of this, and some do not say so.</p>
<dl class="plain">
<dt>Whoever watches the network while you answer</dt>
<dd>Whoever runs this server, if they record, delay or block live traffic, or a
network that keeps a log of connections, can match the moment of your token with the
moment of your ballot. Chorus itself keeps no address and no time. If this worries
you, take a <i>pass</i>: it can be used later, and from another place.</dd>
<dt>Two copies of the disk</dt>
<dd>Two copies taken at different times show what arrived between them. The office is
told to make no snapshots while a survey is open.</dd>
<dt>Whoever makes the list of invites</dt>
<dd>Whoever makes the roster, keeps codes that were not used, or holds the key of the
tokens can cast ballots of their own. “Five people” counts ballots, not honest people. The
board lists all used invites, so that each person can check their own.</dd>
<dt>Whoever reads your mail</dt>
<dd>They can vote instead of you. They cannot read what you answered. Gateways that
rewrite links in mails see the link.</dd>
<dt>The holders of the opening key</dt>
<dd>When they open a survey, they see single ballots, without names.</dd>
<dt>Whoever has your receipt or your pass, and can also open ballots</dt>
<dd>They can find your answers until the ballots are destroyed. Keep a receipt as you
would keep a letter, or do not keep it: your ballot counts either way.</dd>
<dt>A page that was made to deceive you</dt>
<dd>Hostile code in the page could read what you type. The code is one fixed file whose
fingerprint is part of the promise; the browser is told to run nothing else; anybody can build the
same file from the source; and there is a client without a browser.</dd>
<dt>That you took part at all</dt>
<dd>The office can see that you fetched a token, for its reminders. It cannot see
whether you sent a ballot, or which.</dd>
<dt>More than one in five who put together what they know</dt>
<dd>The rule holds when up to one in five people of a group, and at most ten, pool what
they know about themselves (one in ten, and at most ten, where a share is shown as well). A larger
coalition, or somebody who controls ballots, may learn more about the rest. The board and the figures together tell how many
people, up to four, answered in groups that are not shown.</dd>
</dl>

<h2>What is stored, and what is not</h2>
<ul>
<li>Trainees’ pages set no cookie and store nothing in the browser.</li>
<li>No address, no kind of browser and no time of a request is written down, here or
in the log.</li>
<li>Nothing is loaded from any other site.</li>
<li>The promise of the survey names the day on which the office has to destroy the ballots.</li>
</ul>
{{>END}}
