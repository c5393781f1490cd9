"""Ordinary prose in several languages, written for these tests."""

# ruff: noqa: RUF001

PROSE = {
    "english": (
        "This morning I learned that the old barn behind our modern house will be torn down. Bill and I will fill "
        "the hall with corn, and Tom will turn the stern of the boat. All in all it is fine: 10 of 11 people call "
        "it ill-timed, I'd say. In hell there is no hail; the mail fell from the mall, and a tall tail is all "
        "that's left. Is it 1st or 2nd? A|B tests, |x| and c|d are maths. Its comer is warm, the modem hums, and "
        "born or not, we burn no corn. Illinois, Iowa and Ill. are places; AI, IT and Al are not. He hit the "
        "target, shot a film, and sat in a coal mine."
    ),
    "german": (
        "Heute Morgen war der Turm hell, und alle lernten gern. Vorn am Dom stand im Herbst viel Korn, vom Regen "
        "nass. Die Halle ist voll, das Heil liegt fern, und Igel im Garten fressen Insekten. In Ilmenau gibt es "
        "101 Hunde und eine Straße mit 11 Türmen. Ihr alter Stern ging im Zorn unter, sein Horn war aus Garn. Kot "
        "gehört in die Tonne; das sagt der Arzt, und alles wird gut. Das Tal ist alt, der Wald kalt und der Hirsch "
        "still."
    ),
    "russian": (
        "Но это был обычный день, и нам всем было хорошо. Он вышел на мост, а там стоял кот. Вот тот самый ток, "
        "как в прошлом году. Рот закрой и смотри: сено, сор и мох. Не вам же нести мясо! Так мы с ней и ехали, и "
        "ветер нёс снег. Мама мыла раму, а отец ел суп. Тема урока: вес, рост и сон. На севере холодно, на юге "
        "тепло, и море там синее. Все они ходили в кино, пили сок и ели кекс. Хор пел о том, что ухо не нос, а нос "
        "не рот."
    ),
    "ukrainian": (
        "Сьогодні вранці ми пішли до лісу. Він каже, що кіт спить, а мама варить борщ. Її брат має нове авто, і "
        "всі раді. Не можна спати тут, бо вітер і сніг. Хто там? То наш сусід Ігор, він несе сир і хліб."
    ),
    "greek": (
        "Το πρωί πήγαμε στην αγορά και πήραμε ψωμί. Ο καιρός είναι καλός και η θάλασσα ήσυχη. Αν θες να έρθεις, "
        "πες το μου. Τα παιδιά παίζουν έξω, ενώ η γιαγιά μαγειρεύει. Πόσο κάνει το κρασί; Όχι πολύ. Και το νερό; "
        "Ούτε αυτό. Ποτέ δεν ξέρεις τι θα φέρει η μέρα, αλλά όλοι ελπίζουν."
    ),
}
